/**
 * A line by the columns of a terminal, in which lsblk aligns its tables: a wide character takes two columns, the second one empty, and
 * a combining one takes none. A line of plain characters stays the text that it is.
 */
export type TerminalLine = string | readonly string[];

const PLAIN = /^[\x20-\u02ff\u2500-\u259f\u25b6]*$/;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const COMBINING = /[\p{Mn}\p{Me}\u200b-\u200f\ufeff]/u;
const TAB_STOP = 8;

export function terminalLine(text: string): TerminalLine {
  if (PLAIN.test(text)) return text;
  const columns: string[] = [];
  for (const character of text) {
    const last = columns.length - 1;
    if (character === '\t') columns.push(...' '.repeat(TAB_STOP - (columns.length % TAB_STOP)));
    else if (last >= 0 && COMBINING.test(character)) columns[last] += character;
    else if (WIDE.test(character)) columns.push(character, '');
    else columns.push(character);
  }
  return columns;
}

export function sliceColumns(line: TerminalLine, from: number, to?: number): string {
  return typeof line === 'string' ? line.slice(from, to) : line.slice(from, to).join('');
}

/** Past its end too, where nothing was printed. */
export function isBlankAt(line: TerminalLine, column: number): boolean {
  const character = line[column];
  return character === undefined || character === ' ';
}
