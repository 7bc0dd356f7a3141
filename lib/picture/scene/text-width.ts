import type { Face } from './scene.ts';

/**
 * How wide a text is drawn, without a font to ask: the mono face is the same for every letter, and of the text face the
 * classes of letters are known well enough. Both are told a little too wide rather than too narrow, since the reader's
 * fonts may be others. Letters of scripts that are drawn in a full square count as that.
 */
export function textWidth(text: string, face: Face, size: number): number {
  let ems = 0;
  for (const letter of text) ems += isWide(letter) ? 1.05 : face === 'mono' ? 0.605 : advance(letter);
  return ems * size;
}

function advance(letter: string): number {
  if (NARROW.includes(letter)) return 0.31;
  if (letter >= '0' && letter <= '9') return 0.64;
  if (letter === 'm' || letter === 'w' || letter === 'M' || letter === 'W' || letter === '%') return 0.89;
  if (letter >= 'A' && letter <= 'Z') return 0.71;
  return 0.58;
}

const NARROW = "iljtf.,:;'|!()[]I· ";

function isWide(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  return code >= 0x1100 && (code <= 0x11ff || (code >= 0x2e80 && code <= 0xd7ff) || code >= 0xf900);
}
