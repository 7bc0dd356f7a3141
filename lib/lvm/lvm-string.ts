/**
 * Strings as LVM's configuration and metadata write them (libdm/libdm-config.c): in double quotes, with `\"` and `\\`
 * inside. A list stands in brackets, separated by commas.
 */

const STRING = /"((?:[^"\\]|\\[\s\S])*)"/y;

/** Of `"a"` or `["a", "b"]`; null for anything else. */
export function stringsIn(written: string): readonly string[] | null {
  const isList = written.startsWith('[') && written.endsWith(']');
  const text = isList ? written.slice(1, -1) : written;
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    STRING.lastIndex = at;
    const match = STRING.exec(text);
    if (!match) return null;
    found.push((match[1] ?? '').replace(/\\(["\\])/g, '$1'));
    const comma = /^\s*(?:,\s*|$)/.exec(text.slice(STRING.lastIndex, STRING.lastIndex + 16));
    if (!comma) return null;
    at = STRING.lastIndex + comma[0].length;
  }
  return isList || found.length === 1 ? found : null;
}

/** One string as it has to be written. */
export function lvmString(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A list as it has to be written; on one line, or one line for each string where that is too long to read. */
export function lvmStrings(texts: readonly string[], indent = ''): string {
  const words = texts.map(lvmString);
  const line = `[ ${words.join(', ')} ]`;
  if (indent.length + line.length <= 72) return line;
  return `[\n${words.map((word) => `${indent}  ${word}`).join(',\n')}\n${indent}]`;
}
