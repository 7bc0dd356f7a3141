import { printableHostText } from '../../text/host-text.ts';
import type { Face } from './scene.ts';
import { textWidth } from './text-width.ts';

export type Type = { readonly face: Face; readonly size: number };

/**
 * A text of the host made printable and cut to a width. It loses its middle rather than its end, where LVM puts what
 * tells layers apart (`-real`, `-cow`).
 */
export function fitText(text: string, { face, size }: Type, width: number): string {
  const shown = printable(text);
  if (textWidth(shown, face, size) <= width) return shown;
  const letters = [...shown];
  let [low, high] = [0, letters.length];
  while (low < high) {
    const kept = Math.ceil((low + high) / 2);
    if (textWidth(withoutMiddle(letters, kept), face, size) <= width) low = kept;
    else high = kept - 1;
  }
  return withoutMiddle(letters, low);
}

function withoutMiddle(letters: readonly string[], kept: number): string {
  const tail = Math.floor(kept / 2);
  return `${letters.slice(0, kept - tail).join('')}…${tail === 0 ? '' : letters.slice(-tail).join('')}`;
}

/** Printable, and well-formed: half a surrogate pair and the two non-characters have no place in XML. */
export function printable(text: string): string {
  return printableHostText(text)
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}

/** A sentence in lines that are at most so wide, broken at blanks; a word that is too long for a line is cut. */
export function wrapText(text: string, type: Type, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, type.face, type.size) <= width) line = longer;
    else {
      if (line !== '') lines.push(line);
      line = fitText(word, type, width);
    }
  }
  return line === '' ? lines : [...lines, line];
}

/**
 * A name on at most two lines. It breaks behind a sign, at best behind the single hyphen with which LVM ends the name
 * of the volume group; what is too long even so loses its middle.
 */
export function nameLines(name: string, type: Type, width: number): readonly string[] {
  const shown = printable(name);
  if (textWidth(shown, type.face, type.size) <= width) return [shown];
  const group = /^(?:[^-]|--)+-(?!-)/.exec(shown)?.[0];
  const breaks = [...shown.matchAll(/[^\p{L}\p{N}]+(?=[\p{L}\p{N}])/gu)].map(
    ({ index, 0: sign }) => index + sign.length,
  );
  const fitting = breaks.filter((at) => textWidth(shown.slice(0, at), type.face, type.size) <= width);
  const at = group !== undefined && fitting.includes(group.length) ? group.length : (fitting.at(-1) ?? null);
  if (at === null || textWidth(shown.slice(at), type.face, type.size) > width * 1.4) {
    const letters = [...shown];
    const head = startOf(letters, type, width - textWidth('…', type.face, type.size));
    const tail = startOf(letters.slice(head.length).toReversed(), type, width).toReversed();
    const isWhole = head.length + tail.length === letters.length;
    return [`${head.join('')}${isWhole ? '' : '…'}`, tail.join('')];
  }
  return [shown.slice(0, at), fitText(shown.slice(at), type, width)];
}

/** As many of the letters as fit. */
function startOf(letters: readonly string[], { face, size }: Type, width: number): readonly string[] {
  let used = 0;
  const end = letters.findIndex((letter) => {
    used += textWidth(letter, face, size);
    return used > width;
  });
  return end < 0 ? letters : letters.slice(0, end);
}
