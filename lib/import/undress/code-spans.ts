import { isBlank, type Piece } from './piece.ts';

/** Single backticks around lines, by which people quote too. No other use of them: multipath draws its trees with such (`- 5:0:0:0). */
const FIRST = /^\s*`(?=[\w$#/([{├└│>.])/;
const TREE = /^[\s|]*`-/;
const MOST_LINES = 300;

/** Index of the last line of a code span that begins at `from`; -1: none begins there. */
export function codeSpanEnd(pieces: readonly Piece[], from: number): number {
  const first = pieces[from]?.text ?? '';
  if (!FIRST.test(first)) return -1;
  const close = first.indexOf('`', first.indexOf('`') + 1);
  if (close >= 0) return isBlank(first.slice(close + 1)) ? from : -1;
  for (let i = from + 1; i < Math.min(from + MOST_LINES, pieces.length); i++) {
    const { kind, text } = pieces[i] ?? { kind: 'line', text: '' };
    if (kind !== 'line' || isBlank(text)) return -1;
    if (!text.includes('`') || TREE.test(text)) continue;
    return text.indexOf('`') === text.trimEnd().length - 1 ? i : -1;
  }
  return -1;
}

/** The lines of a span without the backticks at both of its ends. */
export function codeSpanLines(pieces: readonly Piece[]): readonly Piece[] {
  const last = pieces.length - 1;
  return pieces.map(({ kind, text, at }, i) => {
    const opened = i === 0 ? text.replace('`', '') : text;
    return { kind, text: i === last ? opened.slice(0, opened.lastIndexOf('`')) : opened, at };
  });
}
