import { decodeHostText, encodeHostText } from './host-text.ts';

/**
 * The kernel, udev and libdevmapper all write awkward bytes as escapes of one byte each, so a character of several
 * bytes is several escapes. Decoding therefore works on bytes, and the result is read as text only at the end.
 */

const BACKSLASH = 0x5c;

/** `\040` to a blank, as in /proc/self/mountinfo and /proc/swaps (kernel: mangle_path). Anything else stays. */
export function decodeOctalEscapes(text: string): string {
  return decodeEscapes(text, octalAt);
}

/** `\x20` to a blank, as in udev's `*_ENC` values (blkid_encode_string). Anything else stays. */
export function decodeHexEscapes(text: string): string {
  return decodeEscapes(text, hexAt);
}

/** `\\ ` to a blank, `\\n` to a newline, `\\303` to that byte, as `ls -b` writes them (coreutils, quotearg's escape style). */
export function decodeShellEscapes(text: string): string {
  const octal = text.replace(/\\([^0-7])/g, (whole, letter: string) => {
    const code = LETTERS[letter];
    return code === undefined ? whole : `\\${code}`;
  });
  return decodeOctalEscapes(octal);
}

const LETTERS: Readonly<Record<string, string>> = {
  '\\': '134',
  ' ': '040',
  '"': '042',
  a: '007',
  b: '010',
  f: '014',
  n: '012',
  r: '015',
  t: '011',
  v: '013',
};

/** The byte an escape at `at` stands for; -1 where there is none. Every escape is four bytes long. */
type EscapeReader = (bytes: Uint8Array, at: number) => number;

function decodeEscapes(text: string, read: EscapeReader): string {
  if (!text.includes('\\')) return text;
  const bytes = encodeHostText(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes[at] === BACKSLASH ? read(bytes, at) : -1;
    bytes[length] = code < 0 ? (bytes[at] ?? 0) : code;
    length += 1;
    if (code >= 0) at += 3;
  }
  return decodeHostText(bytes.subarray(0, length));
}

function octalAt(bytes: Uint8Array, at: number): number {
  let code = 0;
  for (let i = 1; i <= 3; i++) {
    const digit = (bytes[at + i] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) return -1;
    code = code * 8 + digit;
  }
  return code <= 0xff ? code : -1;
}

function hexAt(bytes: Uint8Array, at: number): number {
  if (bytes[at + 1] !== 0x78) return -1;
  const high = hexDigit(bytes[at + 2]);
  const low = hexDigit(bytes[at + 3]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/** Value of an ASCII hexadecimal digit; -1 for any other byte. */
export function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
