import { hexDigit } from '../text/escapes.ts';
import { decodeHostText, encodeHostText } from '../text/host-text.ts';

/**
 * The kernel takes any name of up to 127 bytes without `/`; libdevmapper puts a name in the kernel *mangled*, each
 * byte outside `0-9A-Za-z#+-.:=@_` as `\xNN`, so that udev can link it. dmsetup in its default mode (auto) prints
 * names unmangled, and fails as a whole, with no output, when some device has a raw name with any other byte in it
 * ("should be mangled but it contains blacklisted characters"); `--manglename none` prints what the kernel has.
 * Facts from libdm/libdm-common.c (mangle_string, unmangle_string) and the captures of the lab.
 */

/** DM_NAME_LEN is 128 with the closing NUL. */
const MAX_NAME_BYTES = 127;
const BACKSLASH = 0x5c;
const LOWER_X = 0x78;

/**
 * What dmsetup prints by default for a raw name that it accepts, and the best reading of one that it refuses.
 * `\xNN` becomes a byte, adjoining bytes become text; libdm's oddities are kept: an escape takes four bytes even if
 * only its first digit is one, an escape without digits ends the name if one was decoded before it and
 * otherwise leaves the name as it is, and a decoded NUL ends it.
 */
export function unmangleName(rawName: string): string {
  if (!rawName.includes('\\x')) return rawName;
  const bytes = encodeHostText(rawName);
  let length = 0;
  let hasDecoded = false;
  for (let at = 0; at < bytes.length; at++) {
    if (!isEscape(bytes, at)) {
      bytes[length++] = bytes[at] ?? 0;
      continue;
    }
    const code = escapedByte(bytes, at);
    if (code < 0 && !hasDecoded) return rawName;
    if (code <= 0) break;
    bytes[length++] = code;
    hasDecoded = true;
    at += 3;
  }
  return decodeHostText(bytes.subarray(0, length));
}

/**
 * The raw name libdevmapper would give the kernel for a name (auto mode); null for one it refuses: partly mangled,
 * mangled twice, or longer than 127 bytes when mangled.
 */
export function mangleName(name: string): string | null {
  if (name.includes('\\x5cx')) return null;
  const bytes = encodeHostText(name);
  const parts: string[] = [];
  let isMangled = false;
  let needsMangling = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (isEscape(bytes, at)) {
      if (bytes.length - at < 4) return null;
      parts.push(decodeHostText(bytes.subarray(at, at + 4)));
      isMangled = true;
      at += 3;
    } else if (isPlain(byte)) {
      parts.push(String.fromCharCode(byte));
    } else {
      parts.push(`\\x${byte.toString(16).padStart(2, '0')}`);
      needsMangling = true;
    }
  }
  if (isMangled && needsMangling) return null;
  const rawName = parts.join('');
  return encodeHostText(rawName).length > MAX_NAME_BYTES ? null : rawName;
}

/** Whether dmsetup in its default mode can list a device of this raw name; if not, every listing fails. */
export function isListedByDefault(rawName: string): boolean {
  const bytes = encodeHostText(rawName);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (!isPlain(byte) && byte !== BACKSLASH) return false;
    if (isEscape(bytes, at)) {
      if (escapedByte(bytes, at) < 0) return true;
      at += 3;
    }
  }
  return true;
}

function isEscape(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === BACKSLASH && bytes[at + 1] === LOWER_X;
}

/** As `sscanf("%2x")` reads it: one digit is enough; -1 without any. */
function escapedByte(bytes: Uint8Array, at: number): number {
  const high = hexDigit(bytes[at + 2]);
  const low = hexDigit(bytes[at + 3]);
  if (high < 0) return -1;
  return low < 0 ? high : high * 16 + low;
}

function isPlain(byte: number): boolean {
  const lower = byte | 0x20;
  if ((lower >= 0x61 && lower <= 0x7a) || (byte >= 0x30 && byte <= 0x39)) return true;
  return byte < 0x80 && '#+-.:=@_'.includes(String.fromCharCode(byte));
}
