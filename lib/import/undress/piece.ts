/**
 * A given text in pieces: its lines, and the edges of what was around them. A line that holds several (`<br>`) is several pieces with
 * one number. Edges stand between lines, so that each step can take away one kind of dressing and leave the others.
 */
export type PieceKind = 'line' | 'fence-open' | 'fence-close' | 'quote-open' | 'quote-close';

export type Piece = { readonly kind: PieceKind; readonly text: string; readonly at: number };

/** The lines of a text as an editor counts them: LF, CRLF, CRCRLF (of terminals) and a lone CR each end one. */
export function givenLines(text: string): readonly string[] {
  if (!text.includes('\r')) return text.split('\n');
  // Shells that switch bracketed paste off send a CR after it, in the first column.
  const shown = text.includes('\x1b') ? text.replace(/(\x1b\[\?2004[hl])\r(?!\n)/g, '$1') : text;
  return shown.split(/\r{0,2}\n|\r/);
}

export function isBlank(text: string): boolean {
  return text.trim() === '';
}
