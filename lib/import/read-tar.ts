import { BrokenArchive } from './broken-archive.ts';

/**
 * Reads a tar as it comes, piece by piece: ustar, with the long names of GNU tar and of pax (POSIX.1-2017, pax; GNU tar manual,
 * "Basic Tar Format"). Of links, devices and folders nothing is given: what is wanted here is the text in files. The
 * libraries there are either want the whole archive at once or stop for good when a body is left unread.
 */
export type TarFile = {
  readonly path: string;
  readonly sizeBytes: number;
  /** Its bytes, all of them; what is not asked for before the next file is skipped. */
  readonly read: () => Promise<Uint8Array>;
};

const BLOCK = 512;
/** A name of a file is no longer than this by far. */
const NAME_LIMIT_BYTES = 2 ** 16;

type Header = { readonly path: string; readonly sizeBytes: number; readonly type: string };
/** What a header before the header said of the next file. */
type Override = { path?: string; sizeBytes?: number };

export async function* readTar(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<TarFile> {
  const source = byteSource(pieces);
  let next: Override = {};
  for (;;) {
    const block = await source.take(BLOCK);
    if (block === null) throw new BrokenArchive('it is cut short');
    if (block.every((byte) => byte === 0)) return;
    const header = readHeader(block);
    const paddingBytes = (sizeBytes: number) => (BLOCK - (sizeBytes % BLOCK)) % BLOCK;
    if ('xLgK'.includes(header.type)) {
      if (header.type === 'x' || header.type === 'L') {
        const body = header.sizeBytes <= NAME_LIMIT_BYTES ? await source.take(header.sizeBytes) : null;
        if (body === null) throw new BrokenArchive('it is broken, or cut short');
        next = header.type === 'x' ? { ...next, ...paxOverride(body) } : { ...next, path: textOf(body) };
        await source.skip(paddingBytes(header.sizeBytes));
      } else await source.skip(header.sizeBytes + paddingBytes(header.sizeBytes));
      continue;
    }
    const { path, sizeBytes } = { ...header, ...next };
    next = {};
    let left = sizeBytes + paddingBytes(sizeBytes);
    if ('07\0'.includes(header.type)) {
      const read = async () => {
        const bytes = await source.take(sizeBytes);
        if (bytes === null) throw new BrokenArchive('it is cut short');
        left = paddingBytes(sizeBytes);
        return bytes;
      };
      yield { path, sizeBytes, read };
    }
    await source.skip(left);
  }
}

/** Every tar's header has a checksum of its own, whatever its dialect. */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < BLOCK) return false;
  const sum = block
    .subarray(0, BLOCK)
    .reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  return octal(block, 148, 8) === sum;
}

function readHeader(block: Uint8Array): Header {
  if (!isTarHeader(block)) throw new BrokenArchive('it is broken');
  const type = String.fromCharCode(block[156] ?? 0);
  const isUstar = textOf(block.subarray(257, 263)) === 'ustar';
  const prefix = isUstar ? textOf(block.subarray(345, 500)) : '';
  const name = textOf(block.subarray(0, 100));
  const sizeBytes = '12345'.includes(type) && type !== '1' ? 0 : sizeOf(block);
  return { path: prefix === '' ? name : `${prefix}/${name}`, sizeBytes: type === '1' ? 0 : sizeBytes, type };
}

/** In octal, or for what that cannot hold in binary, with the highest bit set. */
function sizeOf(block: Uint8Array): number {
  const isBinary = ((block[124] ?? 0) & 0x80) !== 0;
  const size = isBinary
    ? block.subarray(125, 136).reduce((value, byte) => value * 256 + byte, 0)
    : octal(block, 124, 12);
  if (!Number.isSafeInteger(size) || size < 0) throw new BrokenArchive('it is broken');
  return size;
}

function octal(block: Uint8Array, at: number, length: number): number {
  const digits = /^[0-7]+/.exec(textOf(block.subarray(at, at + length)).trim())?.[0];
  return digits === undefined ? 0 : Number.parseInt(digits, 8);
}

/** Records `LENGTH KEY=VALUE\n`. */
function paxOverride(body: Uint8Array): Override {
  const found: Override = {};
  for (let at = 0; at < body.length; ) {
    const length = Number(/^\d{1,9} /.exec(latin(body.subarray(at, at + 10)))?.[0] ?? 0);
    if (length < 5 || at + length > body.length) break;
    const record = body.subarray(at, at + length - 1);
    const start = record.indexOf(0x20) + 1;
    const equals = record.indexOf(0x3d, start);
    const [key, value] = [latin(record.subarray(start, equals)), textOf(record.subarray(equals + 1))];
    if (key === 'path') found.path = value;
    if (key === 'size' && /^\d{1,15}$/.test(value)) found.sizeBytes = Number(value);
    at += length;
  }
  return found;
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 256));
}

const decoder = new TextDecoder();

/** To the first NUL. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

type ByteSource = {
  /** Exactly so many bytes; null when there are fewer. */
  readonly take: (count: number) => Promise<Uint8Array | null>;
  readonly skip: (count: number) => Promise<void>;
};

function byteSource(pieces: AsyncGenerator<Uint8Array>): ByteSource {
  let piece: Uint8Array = new Uint8Array(0);
  /** Calls `use` with what there is of the next `count` bytes; how many were missing. */
  async function pass(count: number, use: (bytes: Uint8Array) => void): Promise<number> {
    let left = count;
    while (left > 0) {
      if (piece.length === 0) {
        const next = await pieces.next();
        if (next.done) return left;
        piece = next.value;
      }
      const part = piece.subarray(0, left);
      use(part);
      piece = piece.subarray(part.length);
      left -= part.length;
    }
    return 0;
  }
  return {
    take: async (count) => {
      const parts: Uint8Array[] = [];
      // A piece is good until the next is asked for.
      if ((await pass(count, (part) => parts.push(part.slice()))) > 0) return null;
      const bytes = new Uint8Array(count);
      let at = 0;
      for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
      }
      return bytes;
    },
    skip: async (count) => {
      if ((await pass(count, () => {})) > 0) throw new BrokenArchive('it is cut short');
    },
  };
}
