import { ownValue } from '../../own-value.ts';

const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  boxh: '─',
  boxv: '│',
  boxur: '└',
  boxvr: '├',
  boxhd: '┬',
};

/** Entities of HTML in one line, once: `&lt;` `&#x2514;` `&#9492;`. What is none stays. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]{2,6}));/g,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return ownValue(NAMED, name) ?? whole;
      return character(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)) ?? whole;
    },
  );
}

/** A line stays one line: what would end it is a blank. */
function character(code: number): string | null {
  if (code === 10 || code === 13) return ' ';
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
  return String.fromCodePoint(code);
}
