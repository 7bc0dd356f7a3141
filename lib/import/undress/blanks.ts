const OTHER_BLANKS = /[\v\f\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/;

/** Blanks of Unicode as blanks of ASCII, and no marks without width. */
export function plainBlanks(text: string): string {
  if (!OTHER_BLANKS.test(text)) return text;
  return text
    .replace(/[\ufeff\u200b\u2060]/g, '')
    .replace(/\u3000/g, '  ')
    .replace(/[\v\f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]/g, ' ');
}

/** Tabs as blanks up to each eighth column. */
export function expandTabs(text: string): string {
  if (!text.includes('\t')) return text;
  let column = 0;
  const parts: string[] = [];
  for (const part of text.split('\t')) {
    if (parts.length > 0) {
      const width = 8 - (column % 8);
      parts.push(' '.repeat(width));
      column += width;
    }
    parts.push(part);
    column += part.length;
  }
  return parts.join('');
}

/** A header whose gaps mix tabs and blanks was made of columns: with tabs alone between cells, tabs are the separator. */
const HEADER = /^[ \t]*(?:K?NAME|TARGET|SOURCE|Name|PV|VG|LV|Filesystem)[ \t]/;
const MIXED_GAP = /[ \t][ \t]/;

export function areColumns(header: string): boolean {
  return header.includes('\t') && HEADER.test(header) && MIXED_GAP.test(header.trim());
}
