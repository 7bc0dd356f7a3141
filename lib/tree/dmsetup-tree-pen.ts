/**
 * How `dmsetup ls --tree` cuts a line (dmsetup.c, `_out_char`). Every byte that does not continue a UTF-8 sequence is a
 * column. A line may fill the width; when it would pass it, the last column gives way to three dots. dmsetup holds an
 * ASCII byte in the last column back until it knows whether another follows, but not a byte above 0x7f, so a line that
 * ends there in `é` is cut although it would fit. Bytes that continue nothing have no column and pass while the line does.
 */
export type Pen = {
  /** Written and not yet taken. */
  text: string;
  /** Column of the next character, from 1. */
  column: number;
  /** The character held back in the last column; empty for none. */
  held: string;
  readonly widthColumns: number | null;
};

export function makePen(widthColumns: number | null): Pen {
  return { text: '', column: 1, held: '', widthColumns };
}

/** Adds host text, which holds no line's end of ours. */
export function put(pen: Pen, text: string): void {
  // A UTF-16 unit is at most one column, so what fits in units fits.
  if (pen.widthColumns === null || pen.column + text.length <= pen.widthColumns) {
    pen.text += text;
    pen.column += columnsOf(text);
    return;
  }
  for (const character of text) putCharacter(pen, character, pen.widthColumns);
}

function putCharacter(pen: Pen, character: string, width: number): void {
  if (isContinuation(character)) {
    if (pen.column <= width) pen.text += character;
    return;
  }
  pen.column += 1;
  if (pen.column <= width) {
    pen.text += character;
  } else if (pen.column === width + 1) {
    if (pen.held !== '' || character > '\x7f') {
      pen.text += '...';
    } else {
      pen.held = character;
      pen.column -= 1;
    }
  }
}

export function endLine(pen: Pen): void {
  pen.text += pen.column === pen.widthColumns ? `${pen.held}\n` : '\n';
  pen.held = '';
  pen.column = 1;
}

/** What has been written since the last time. */
export function take(pen: Pen): string {
  const text = pen.text;
  pen.text = '';
  return text;
}

/** Columns as dmsetup counts them: bytes that do not continue a UTF-8 sequence. */
export function columnsOf(text: string): number {
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) if (!isContinuation(character)) columns += 1;
  return columns;
}

/** A byte 0x80–0xbf that belongs to no valid sequence, as host text keeps it. */
function isContinuation(character: string): boolean {
  return character >= '\udc80' && character <= '\udcbf' && character.length === 1;
}
