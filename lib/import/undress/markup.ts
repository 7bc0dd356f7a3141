import { isBlank, type Piece, type PieceKind } from './piece.ts';

/** Tags of HTML that pages and mails put around text, code blocks of forums (BBCode) and of wikis, and comments. No `<none>`. */
const TAG =
  /<(\/?)(pre|code|br|p|div|span|font|b|strong|i|em|u|a|tt|samp|kbd|li|ul|ol|hr|summary|details|blockquote|html|body|td|th|tr|table|tbody|dl|dt|dd|figure|figcaption|section|article|main|h[1-6])(?:\s[^<>]{0,400})?\/?>|<!--[^>]{0,300}-->|\[(\/?)(code|pre|quote|b|noparse)(?:=[^\]]{0,80})?\]|\{(code|noformat)(?::[^}]{0,80})?\}/gi;
const BREAKS =
  /^(?:br|p|div|li|tr|dt|dd|figure|figcaption|section|article|hr|h[1-6]|blockquote|table|ul|ol)$/;
const FENCES = /^(?:pre|noparse)$/;
const QUOTES = /^(?:[ \t]{0,3}>){1,40} ?/;

/** A device can be called `lt<b>`: only tags that close or break tell of mark-up. */
const MARKED =
  /<\/(?:pre|code|p|div|span|font|b|strong|i|em|u|a|tt|samp|kbd|li|td|tr|dt|dd|figcaption|summary|blockquote|h[1-6])>|<(?:br|pre|code|p|div|hr)\b[^<>]{0,400}>|<!--|\[\/?(?:code|pre|quote|noparse)\b|\{(?:code|noformat)\b/i;

export function hasMarkup(text: string): boolean {
  return MARKED.test(text);
}

/** Takes tags out, line by line; one that a code block goes on in remembers how `{code}` was last meant. */
export function markupReader(): (text: string, at: number) => readonly Piece[] {
  let isInWikiBlock = false;
  return (text, at) => {
    const line = newLine(prefixOf(text), at);
    let from = 0;
    for (const match of text.matchAll(TAG)) {
      line.add(text.slice(from, match.index));
      from = match.index + match[0].length;
      const [, slash = '', html = '', bbSlash = '', bb = '', wiki = ''] = match;
      const name = (html || bb || wiki).toLowerCase();
      const isClosing = wiki === '' ? slash + bbSlash !== '' : isInWikiBlock;
      if (wiki !== '') isInWikiBlock = !isInWikiBlock;
      if (isFence(name, bb + wiki !== '', text)) line.edge(isClosing ? 'fence-close' : 'fence-open');
      else if (name === 'code') line.add('`');
      else if (name === 'summary') line.heading(isClosing);
      else if (BREAKS.test(name)) line.end(name === 'br');
    }
    line.add(text.slice(from));
    return line.pieces();
  };
}

/** `<code>` is a block where it is not closed on its line, or stands within `<pre>`. */
function isFence(name: string, isForum: boolean, text: string): boolean {
  if (FENCES.test(name)) return true;
  if (isForum) return name === 'code' || name === 'noformat';
  if (name !== 'code') return false;
  return /<\/?pre\b/i.test(text) || !(/<code\b/i.test(text) && /<\/code>/i.test(text));
}

/** Before a tag the blanks too are of the line and not of the text. */
function prefixOf(text: string): string {
  const start = /^[ \t>]{0,200}(?=[<[{])/.exec(text)?.[0];
  return start ?? QUOTES.exec(text)?.[0] ?? '';
}

function newLine(prefix: string, at: number) {
  const pieces: Piece[] = [];
  const isQuote = prefix.includes('>');
  let open = '';
  /** What follows a tag is quoted as the line is. */
  const end = (isBreak = false) => {
    const isText = !isBlank(open.replace(QUOTES, ''));
    if (isText || (isBreak && pieces.length > 0)) pieces.push({ kind: 'line', text: open, at });
    open = prefix;
  };
  return {
    add(part: string) {
      open = isQuote && open === prefix && part.startsWith(prefix) ? part : open + part;
    },
    end,
    edge(kind: PieceKind) {
      end();
      pieces.push({ kind, text: '', at });
    },
    heading(isClosing: boolean) {
      end();
      if (!isClosing) open += '## ';
    },
    pieces(): readonly Piece[] {
      if (!isBlank(open.replace(QUOTES, '')) || pieces.length === 0)
        pieces.push({ kind: 'line', text: open, at });
      return pieces;
    },
  };
}
