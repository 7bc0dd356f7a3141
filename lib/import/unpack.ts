import { Decompress as ZstdDecoder } from 'fzstd';
import type { Understood } from '../dm/target-type.ts';
import { BrokenArchive } from './broken-archive.ts';
import { type NamedFile, plainPath } from './named-file.ts';
import { isTarHeader, readTar } from './read-tar.ts';
import { readZip } from './read-zip.ts';
import { decodeXz, XZ_MAGIC } from './xz/decode-xz.ts';

/**
 * From one file to the files in it: .zip, .tar, .tar.gz, .tar.xz, .tar.zst, or a single file with or without compression. An archive comes from
 * anyone, so what it unpacks to is counted and bounded while it is read, only what is wanted is kept, and nothing is ever
 * written under a name from it. Runs on bytes alone, in a page as on a server.
 */
export type UnpackLimits = {
  readonly unpackedBytes: number;
  readonly keptBytes: number;
  readonly entries: number;
};

export type UnpackOptions = UnpackLimits & {
  /** How much has been unpacked so far, again and again. */
  readonly onUnpacked?: (bytes: number) => void;
};

export const UNPACK_LIMITS: UnpackLimits = {
  unpackedBytes: 2 ** 30,
  keptBytes: 2 ** 28,
  entries: 200_000,
};

const BLOCK = 512;
const PACKED_PIECE = 2 ** 16;
const ZIP_MAGIC = [0x50, 0x4b, 3, 4];
const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd];

/** The files whose path `isWanted`, or, of what is no archive, the one file under its own name. */
export async function unpack(
  file: NamedFile,
  isWanted: (path: string) => boolean,
  limits: UnpackOptions = UNPACK_LIMITS,
): Promise<Understood<readonly NamedFile[]>> {
  try {
    const unread = foreignFormat(file.bytes);
    if (unread) throw new BrokenArchive(`it is ${unread}, which is not read here; unpack it first`);
    if (hasMagic(file.bytes, ZIP_MAGIC)) return { ok: true, value: readZip(file.bytes, isWanted, limits) };
    const [source, head] = await withHead(counted(decompressed(file.bytes), limits));
    if (!isTarHeader(head)) {
      return { ok: true, value: [{ path: file.path, bytes: await collect(source, limits.keptBytes) }] };
    }
    return { ok: true, value: await wantedFiles(source, isWanted, limits) };
  } catch (error) {
    return { ok: false, reason: error instanceof BrokenArchive ? error.message : wordsOf(error) };
  }
}

/** What it is, if it is packed in a way that is not read. */
function foreignFormat(bytes: Uint8Array): string | null {
  if (hasMagic(bytes, [0x42, 0x5a, 0x68])) return 'packed with bzip2';
  if (hasMagic(bytes, [0x8c, 0x0d, 0x04]) || hasMagic(bytes, [0x85, 0x02])) return 'encrypted';
  return null;
}

function hasMagic(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

type Pieces = AsyncGenerator<Uint8Array> | Generator<Uint8Array>;

function decompressed(bytes: Uint8Array): Pieces {
  if (hasMagic(bytes, XZ_MAGIC)) return decodeXz(bytes);
  if (hasMagic(bytes, [0x1f, 0x8b])) return decodeGzip(bytes);
  if (hasMagic(bytes, ZSTD_MAGIC)) return decodeZstd(bytes);
  return onePiece(bytes);
}

function* onePiece(bytes: Uint8Array): Generator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

/** A piece at a time, so that what it unpacks to is counted on the way. */
function* decodeZstd(bytes: Uint8Array): Generator<Uint8Array> {
  const unpacked: Uint8Array[] = [];
  const decoder = new ZstdDecoder((piece) => unpacked.push(piece));
  for (let at = 0; at < bytes.length; at += PACKED_PIECE) {
    decoder.push(bytes.subarray(at, at + PACKED_PIECE), at + PACKED_PIECE >= bytes.length);
    yield* unpacked.splice(0);
  }
}

function decodeGzip(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  return piecesOf(packed.pipeThrough(new DecompressionStream('gzip')));
}

async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function* counted(
  pieces: Pieces,
  { unpackedBytes, onUnpacked }: UnpackOptions,
): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const piece of pieces) {
    count += piece.length;
    if (count > unpackedBytes) throw tooLarge('unpacks to', unpackedBytes);
    onUnpacked?.(count);
    yield piece;
  }
}

function tooLarge(what: string, limitBytes: number): BrokenArchive {
  return new BrokenArchive(`it ${what} more than ${Math.floor(limitBytes / 2 ** 20)} MiB`);
}

/** The same pieces, and a copy of their first bytes. */
async function withHead(
  pieces: AsyncGenerator<Uint8Array>,
): Promise<readonly [AsyncGenerator<Uint8Array>, Uint8Array]> {
  const first: Uint8Array[] = [];
  let size = 0;
  while (size < BLOCK) {
    const next = await pieces.next();
    if (next.done) break;
    first.push(next.value.slice());
    size += next.value.length;
  }
  async function* again(): AsyncGenerator<Uint8Array> {
    yield* first;
    yield* pieces;
  }
  return [again(), joined(first).subarray(0, BLOCK)];
}

async function wantedFiles(
  source: AsyncGenerator<Uint8Array>,
  isWanted: (path: string) => boolean,
  limits: UnpackLimits,
): Promise<readonly NamedFile[]> {
  const files: NamedFile[] = [];
  let kept = 0;
  let count = 0;
  for await (const file of readTar(source)) {
    count += 1;
    if (count > limits.entries) throw new BrokenArchive(`it holds more than ${limits.entries} files`);
    const path = plainPath(file.path);
    if (path === null || !isWanted(path)) continue;
    kept += file.sizeBytes;
    if (kept > limits.keptBytes) throw tooLarge('holds', limits.keptBytes);
    files.push({ path, bytes: await file.read() });
  }
  return files;
}

async function collect(source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source) {
    size += piece.length;
    if (size > limitBytes) throw tooLarge('holds', limitBytes);
    pieces.push(piece.slice());
  }
  return joined(pieces);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The platform's decoder says what it likes; to whoever opened the file it is one thing. */
function wordsOf(error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  return /truncat|unexpected end|premature/i.test(said) ? 'it is cut short' : 'it is broken, or cut short';
}
