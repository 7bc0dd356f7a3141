import { BrokenArchive } from '../broken-archive.ts';
import { type Checksum, crc32, crc64, unchecked } from './checksums.ts';
import { decodeLzma2 } from './lzma2.ts';

/**
 * Reads .xz (the tukaani.org file format, 1.2.1), in which sosreports come. There is no decoder in browsers, and a page
 * under this one's content security policy compiles no WebAssembly, so this one is plain code: streams of blocks of
 * LZMA2, each with a checksum. Filters for machine code are refused; nobody packs a report with them.
 */
export const XZ_MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] as const;

const DICTIONARY_LIMIT_BYTES = 2 ** 27;
const LZMA2_FILTER = 0x21;

type Input = { readonly bytes: Uint8Array; at: number };

/** What is in it, piece by piece; a piece is good until the next is asked for. Throws `BrokenArchive`. */
export function* decodeXz(bytes: Uint8Array): Generator<Uint8Array> {
  const input: Input = { bytes, at: 0 };
  do {
    const checkKind = readStreamHeader(input);
    while (peek(input) !== 0) yield* decodeBlock(input, checksumOf(checkKind));
    skipIndex(input);
    // Between two streams there may be zeros.
    while (input.at + 4 <= bytes.length && bytes.subarray(input.at, input.at + 4).every((b) => b === 0))
      input.at += 4;
  } while (input.at < bytes.length);
}

function readStreamHeader(input: Input): number {
  const [, kind = 0] = header(input, 12, (bytes) => bytes.subarray(6, 8));
  const magic = input.bytes.subarray(input.at - 12, input.at - 6);
  if (!XZ_MAGIC.every((byte, i) => magic[i] === byte))
    throw new BrokenArchive('something that is not xz follows');
  return kind;
}

/** Takes `size` bytes, the last four of which are a checksum over `covered`. */
function header(input: Input, size: number, covered: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const bytes = takeBytes(input, size);
  compare(crc32(), covered(bytes.subarray(0, size - 4)), bytes.subarray(size - 4));
  return covered(bytes.subarray(0, size - 4));
}

function* decodeBlock(input: Input, checksum: Checksum): Generator<Uint8Array> {
  const size = (peek(input) + 1) * 4;
  const dictionarySize = readBlockHeader(header(input, size, (bytes) => bytes));
  const lzma2 = { bytes: input.bytes, at: input.at, dictionarySize };
  for (const piece of decodeLzma2(lzma2)) {
    checksum.add(piece);
    yield piece;
  }
  input.at += Math.ceil((lzma2.at - input.at) / 4) * 4;
  const stored = takeBytes(input, checksum.sizeBytes);
  const computed = checksum.value();
  if (!computed.every((byte, i) => stored[i] === byte)) throw new BrokenArchive('its checksum is wrong');
}

/** The size of the dictionary. */
function readBlockHeader(bytes: Uint8Array): number {
  const input: Input = { bytes, at: 2 };
  const flags = bytes[1] ?? 0;
  if ((flags & 0x40) !== 0) takeNumber(input);
  if ((flags & 0x80) !== 0) takeNumber(input);
  const filter = takeNumber(input);
  const propertiesSize = takeNumber(input);
  if ((flags & 3) !== 0 || filter !== LZMA2_FILTER || propertiesSize !== 1) {
    throw new BrokenArchive('it was packed with a filter that is not understood here');
  }
  const [bits = 0] = takeBytes(input, 1);
  const dictionarySize = (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
  if (bits > 40 || dictionarySize > DICTIONARY_LIMIT_BYTES) {
    throw new BrokenArchive('unpacking it takes too much memory; unpack it first, with xz -d');
  }
  return dictionarySize;
}

function checksumOf(kind: number): Checksum {
  if (kind === 1) return crc32();
  if (kind === 4) return crc64();
  const sizes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
  return unchecked(sizes[kind & 15] ?? 0);
}

/** The index tells where the blocks are, which is known by then, and the footer where the index is. */
function skipIndex(input: Input): void {
  const start = input.at;
  input.at += 1;
  const count = takeNumber(input);
  for (let i = 0; i < count; i++) {
    takeNumber(input);
    takeNumber(input);
  }
  input.at = start + Math.ceil((input.at - start) / 4) * 4;
  const index = input.bytes.subarray(start, input.at);
  compare(crc32(), index, takeBytes(input, 4));
  takeBytes(input, 12);
}

function compare(checksum: Checksum, bytes: Uint8Array, stored: Uint8Array): void {
  checksum.add(bytes);
  if (!checksum.value().every((byte, i) => stored[i] === byte))
    throw new BrokenArchive('its checksum is wrong');
}

function peek(input: Input): number {
  const byte = input.bytes[input.at];
  if (byte === undefined) throw new BrokenArchive('it is cut short');
  return byte;
}

function takeBytes(input: Input, count: number): Uint8Array {
  const bytes = input.bytes.subarray(input.at, input.at + count);
  if (bytes.length < count) throw new BrokenArchive('it is cut short');
  input.at += count;
  return bytes;
}

/** Seven bits a byte, the lowest first. */
function takeNumber(input: Input): number {
  let value = 0;
  for (let i = 0; i < 9; i++) {
    const byte = peek(input);
    input.at += 1;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return value;
  }
  throw new BrokenArchive('its compressed data is broken');
}
