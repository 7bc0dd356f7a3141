import { isBlank, type Piece } from './piece.ts';

/** A mail that breaks a quoted line leaves the rest of it unquoted. */
const BROKEN_FROM = 60;

/** Index of the `>` that quotes a line; -1: it is not quoted. */
function markAt(text: string): number {
  for (let i = 0; i < 4; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x3e) return i;
    if (code !== 0x20 && code !== 0x09) return -1;
  }
  return -1;
}

export function isQuoted(text: string): boolean {
  return markAt(text) >= 0;
}

/** Every line but blank ones is quoted. */
export function areAllQuoted(pieces: readonly Piece[]): boolean {
  let isAny = false;
  for (const { kind, text } of pieces) {
    if (kind !== 'line' || isBlank(text)) continue;
    if (!isQuoted(text)) return false;
    isAny = true;
  }
  return isAny;
}

/** Without one level of `>`, and without the blank after it where all lines have one: a tree's child has a blank of its own. */
export function unquote(pieces: readonly Piece[]): readonly Piece[] {
  const blank = pieces.every(({ text }) => hasBlankAfter(text, markAt(text))) ? 1 : 0;
  return pieces.map((piece) => {
    const mark = markAt(piece.text);
    if (mark < 0) return piece;
    const from = mark + 1 + (piece.text.charAt(mark + 1) === ' ' ? blank : 0);
    return { kind: piece.kind, text: piece.text.slice(from), at: piece.at };
  });
}

function hasBlankAfter(text: string, mark: number): boolean {
  return mark < 0 || text.length === mark + 1 || ' \t>'.includes(text.charAt(mark + 1));
}

/** Where a run of quoted lines ends that begins at `from`: blank lines and the rest of a broken line are within it. */
export function quoteEnd(pieces: readonly Piece[], from: number): number {
  let end = from + 1;
  for (let i = from + 1; i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece) break;
    if (piece.kind !== 'line' || isBlank(piece.text)) continue;
    if (isQuoted(piece.text)) end = i + 1;
    else if (!isBrokenRest(pieces, i)) break;
  }
  return end;
}

function isBrokenRest(pieces: readonly Piece[], at: number): boolean {
  const before = pieces[at - 1]?.text ?? '';
  return before.length >= BROKEN_FROM && isQuoted(before) && isQuoted(pieces[at + 1]?.text ?? '');
}
