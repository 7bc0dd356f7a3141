import { isCommandLine } from './commands.ts';
import { indentOf } from './indent.ts';
import type { Piece } from './piece.ts';

/** A code fence of Markdown, also as an item of a list; Org's blocks are the same with other signs. */
const OPEN = /^([ \t]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?)(`{3,}|~{3,}|#\+begin_(?:src|example)\b)(.*)$/i;
const LANGUAGE =
  /^(?:$|\{?[\w.+#=-]*\}?$|(?:bash|sh|shell|console|terminal|text|txt|plain|plaintext|log|none|output|code|lang)\b)/i;

const LIST_ITEM = /^\s*(?:[-*+]|\d{1,3}[.)])\s*$/;

export type Fence = {
  readonly sign: string;
  readonly indent: number;
  /** What stands on the fence's own line and is no language: `# lsblk`. */
  readonly first: string;
  readonly isClosed: boolean;
};

/** Null: the line opens no fence. */
export function readFence(text: string): Fence | null {
  const [, before = '', sign = '', rest = ''] = OPEN.exec(text) ?? [];
  if (sign === '') return null;
  const info = rest.trim();
  const close = sign.startsWith('`') ? info.lastIndexOf(sign) : -1;
  const inner = close < 0 ? info : info.slice(0, close).trim();
  if (close < 0 && sign.startsWith('`') && info.includes('`')) return null;
  const isLanguage = close < 0 && LANGUAGE.test(inner) && !isCommandLine(inner);
  return {
    sign: sign.startsWith('#') ? '#+end_' : sign,
    indent: indentOf(before),
    first: isLanguage ? '' : inner,
    isClosed: close >= 0,
  };
}

/** Where its content ends, and what of it stands before the closing sign on the same line. */
export function fenceEnd(
  pieces: readonly Piece[],
  from: number,
  fence: Fence,
): { readonly end: number; readonly last: string } {
  for (let i = from; i < pieces.length; i++) {
    const text = pieces[i]?.text ?? '';
    const sign = text.indexOf(fence.sign);
    if (sign < 0 && !/^\s*#\+end_/i.test(text)) continue;
    const before = sign < 0 ? '' : text.slice(0, sign);
    if (LIST_ITEM.test(before)) continue;
    if (before.trim() === '' && isClose(text.trim(), fence.sign)) return { end: i, last: '' };
    if (fence.sign.startsWith('`') && text.trimEnd().endsWith(fence.sign) && !before.includes('`'))
      return { end: i, last: before };
  }
  return { end: pieces.length, last: '' };
}

function isClose(text: string, sign: string): boolean {
  if (sign === '#+end_') return /^#\+end_/i.test(text);
  const first = sign.charAt(0);
  for (const char of text) if (char !== first) return false;
  return true;
}
