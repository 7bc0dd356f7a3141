import { codeSpanEnd, codeSpanLines } from './code-spans.ts';
import { fenceEnd, readFence } from './fences.ts';
import { dedent, dressingIndent } from './indent.ts';
import { isBlank, type Piece } from './piece.ts';
import { areAllQuoted, isQuoted, quoteEnd, unquote } from './quoting.ts';

/** Deeper nested than anybody pastes; what is left then is text. */
const MOST_LEVELS = 10;

/** Text without its quotes, fences and indentation, in one row; their edges stand where they were. */
export function flatten(pieces: readonly Piece[]): readonly Piece[] {
  const flat: Piece[] = [];
  flattenInto(flat, pieces, 0);
  return flat;
}

function flattenInto(flat: Piece[], given: readonly Piece[], from: number): void {
  const { pieces, level } = peel(given, from);
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece) break;
    if (piece.kind !== 'line' || level >= MOST_LEVELS) flat.push(piece);
    else if (isQuoted(piece.text)) i = quotedRun(flat, pieces, i, level);
    else i = fencedRun(flat, pieces, i, level);
  }
}

/** What all lines have alike, from the outside in; and how many levels down that is. */
function peel(
  given: readonly Piece[],
  from: number,
): { readonly pieces: readonly Piece[]; readonly level: number } {
  let pieces = given;
  for (let level = from; level < MOST_LEVELS; level++) {
    const next = areAllQuoted(pieces) ? unquote(pieces) : withoutIndent(pieces);
    if (next === pieces) return { pieces, level };
    pieces = next;
  }
  return { pieces, level: MOST_LEVELS };
}

function withoutIndent(pieces: readonly Piece[]): readonly Piece[] {
  const columns = dressingIndent(pieces);
  if (columns === 0) return pieces;
  return dedented(pieces, columns);
}

function dedented(pieces: readonly Piece[], columns: number): readonly Piece[] {
  if (columns === 0) return pieces;
  return pieces.map(({ kind, text, at }) => ({ kind, text: dedent(text, columns), at }));
}

/** Appends the run and gives the index of its last piece. */
function quotedRun(flat: Piece[], pieces: readonly Piece[], from: number, level: number): number {
  const end = quoteEnd(pieces, from);
  const run = pieces.slice(from, end);
  flat.push(edge('quote-open'));
  flattenInto(flat, unquote(run), level + 1);
  flat.push(edge('quote-close'));
  return end - 1;
}

/** Appends the fence with its content, or the line where it opens none, and gives the index of the last piece. */
function fencedRun(flat: Piece[], pieces: readonly Piece[], from: number, level: number): number {
  const opening = pieces[from];
  if (!opening) return from;
  const fence = /[`~#]/.test(opening.text) ? readFence(opening.text) : null;
  if (!fence) return codeSpan(flat, pieces, from);
  const { end, last } = fence.isClosed ? { end: from, last: '' } : fenceEnd(pieces, from + 1, fence);
  const closing = pieces[end];
  const content = pieces.slice(from + 1, end);
  if (fence.first !== '') content.unshift({ ...opening, text: fence.first });
  if (closing && !isBlank(last)) content.push({ ...closing, text: last });
  flat.push(edge('fence-open', opening));
  flattenInto(flat, dedented(content, fence.indent), level + 1);
  flat.push(edge('fence-close', closing));
  return Math.min(end, pieces.length - 1);
}

/** Appends a code span, of several lines as a fence, or the line as it is, and gives the index of the last piece. */
function codeSpan(flat: Piece[], pieces: readonly Piece[], from: number): number {
  const end = codeSpanEnd(pieces, from);
  const lines = end < 0 ? pieces.slice(from, from + 1) : codeSpanLines(pieces.slice(from, end + 1));
  if (lines.length > 1) flat.push(edge('fence-open'));
  for (const line of lines) flat.push(line);
  if (lines.length > 1) flat.push(edge('fence-close'));
  return Math.max(from, end);
}

/** Of a fence it is the line itself; of a quote there is none. */
function edge(kind: Piece['kind'], line?: Piece): Piece {
  return { kind, text: '', at: line?.at ?? 0 };
}
