/**
 * Text from a host is bytes that are mostly UTF-8 and may be anything: a device-mapper name can hold any byte but
 * `/`. So that nothing is lost between a capture and what is printed from it, a byte that is not part of valid UTF-8
 * becomes the lone surrogate U+DC00 + byte (Python's "surrogateescape", PEP 383), and goes back to that byte when
 * encoded. A string made this way round-trips through JSON unchanged.
 */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const ESCAPE_BASE = 0xdc00;

/** Length in bytes of the UTF-8 sequence at `at`, 0 if there is no valid one (RFC 3629). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i++) {
    if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  const second = bytes[at + 1] ?? 0;
  const isOverlongOrSurrogate =
    (lead === 0xe0 && second < 0xa0) ||
    (lead === 0xed && second >= 0xa0) ||
    (lead === 0xf0 && second < 0x90) ||
    (lead === 0xf4 && second >= 0x90);
  return isOverlongOrSurrogate ? 0 : length;
}

/** Bytes to text; every byte sequence has exactly one text, and {@link encodeHostText} gives the bytes back. */
export function decodeHostText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return decodeBroken(bytes);
  }
}

function decodeBroken(bytes: Uint8Array): string {
  const parts: string[] = [];
  let start = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    parts.push(strict.decode(bytes.subarray(start, at)), String.fromCharCode(ESCAPE_BASE + (bytes[at] ?? 0)));
    at += 1;
    start = at;
  }
  parts.push(strict.decode(bytes.subarray(start)));
  return parts.join('');
}

/** Text to the bytes it was decoded from. */
export function encodeHostText(text: string): Uint8Array {
  if (!hasEscapedByte(text)) return encoder.encode(text);
  const parts = text.split(/(?<![\ud800-\udbff])([\udc80-\udcff])/);
  const chunks = parts.map((part, i) =>
    i % 2 === 1 ? Uint8Array.of(part.charCodeAt(0) - ESCAPE_BASE) : encoder.encode(part),
  );
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function hasEscapedByte(text: string): boolean {
  return /(?<![\ud800-\udbff])[\udc80-\udcff]/.test(text);
}

/** Length of the text in the host's bytes: what C's strlen counts. */
export function hostTextLengthBytes(text: string): number {
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  return encodeHostText(text).length;
}

/**
 * One printable line for a screen: control characters, marks that turn or hide text, and bytes that are no text are
 * shown as `\xNN` or `\uNNNN`.
 */
export function printableHostText(text: string): string {
  return text.replace(
    /[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|(?<![\ud800-\udbff])[\udc80-\udcff]/g,
    (char) => {
      const code = char.charCodeAt(0);
      const byte = code >= ESCAPE_BASE && code <= 0xdfff ? code - ESCAPE_BASE : code;
      return byte > 0xff
        ? `\\u${byte.toString(16).padStart(4, '0')}`
        : `\\x${byte.toString(16).padStart(2, '0')}`;
    },
  );
}
