import type { IgnoredLine } from '../../reading.ts';

/**
 * Keys of encrypted devices in tables, as `--showkeys` and old versions print them. They are replaced by zeros of the same
 * length, which is what dmsetup itself does without that option. References to the kernel's keyring are no secret.
 */

/** Of crypt, inlinecrypt and Android's default-key: the key stands behind the cipher. */
const AFTER_CIPHER = /((?:^|[\s,+])\d+ +\d+ +(?:crypt|inlinecrypt|default-key) +\S+ +)(?![:-])(\S+)/g;
const INTEGRITY = /\b((?:internal_hash|journal_crypt|journal_mac):[^: ]*:)(\S+)/g;
/** No other word of such a line is so long and hexadecimal: a broken line may have moved the key. */
const ENCRYPTED = /(?:^|[\s,+])\d+ +\d+ +(?:crypt|inlinecrypt|default-key|integrity) /;
const LONG_WORD = /(?<![\w/:-])[0-9A-Fa-f]{32,}(?![\w/-])/g;
/** Longer than any name of a multipath map: in an output that shows no tables. */
const LONG_KEY = /(?<![\w-])[0-9A-Fa-f]{48,}/g;
/** What is left of a key where a line was broken or cut. */
const LONE_KEY = /(?<![\w-])[0-9A-Fa-f]{16,}(?![\w:])/g;

export function maskKeys(text: string): string {
  const masked = text
    .replace(AFTER_CIPHER, (_, before: string, key: string) => before + zeros(key))
    .replace(INTEGRITY, (_, before: string, key: string) => before + zeros(key));
  return ENCRYPTED.test(masked) ? masked.replace(LONG_WORD, zeros) : masked;
}

/** Of any output: a paste may hold the lines of a table by the side of it. */
export function maskedText(line: IgnoredLine): IgnoredLine {
  return { ...line, text: maskKeys(line.text).replace(LONG_KEY, zeros) };
}

/** Lines of a table that were not understood may hold a piece of a key. */
export function maskedLine(line: IgnoredLine): IgnoredLine {
  return { ...line, text: maskKeys(line.text).replace(LONE_KEY, zeros) };
}

function zeros(key: string): string {
  return '0'.repeat(key.length);
}
