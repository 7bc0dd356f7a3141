/**
 * `KEY="value"` pairs of a line, as blkid, findmnt -P and lsblk -P print them; `\"` in a value is a quote. None where a key comes twice:
 * that is two lines, and nothing says whose the second is.
 */
export function pairsOf(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const [, key = '', value = ''] of text.matchAll(
    /(?<![^\s])([A-Z][A-Z0-9:_%.-]{0,40})="((?:[^"\\]|\\.)*)"/g,
  )) {
    if (pairs.has(key)) return new Map();
    pairs.set(key, value.replace(/\\(["\\$`])/g, '$1'));
  }
  return pairs;
}
