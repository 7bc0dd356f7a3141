import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Understood } from '../../lib/dm/target-type.ts';
import { BrokenArchive } from '../../lib/import/broken-archive.ts';
import { decodeXz, XZ_MAGIC } from '../../lib/import/xz/decode-xz.ts';
import type { BlockSource } from '../../lib/lvm/disk/block-source.ts';
import { keptBlocks } from '../../lib/lvm/disk/kept-blocks.ts';
import { reasonOf } from '../reason-of.ts';

export type Packing = keyof typeof PACKINGS;

const PACKINGS = {
  gz: { magic: [0x1f, 0x8b], unpacked: (path: string) => through(path, createGunzip()) },
  zst: { magic: [0x28, 0xb5, 0x2f, 0xfd], unpacked: (path: string) => through(path, createZstdDecompress()) },
  xz: { magic: XZ_MAGIC, unpacked: unpackedXz },
} as const satisfies Readonly<Record<string, PackingRules>>;

type PackingRules = {
  readonly magic: readonly number[];
  readonly unpacked: (path: string) => Readable | AsyncGenerator<Uint8Array>;
};

/** Of an image that is kept as it was packed. */
const MOST_KEPT_BYTES = 512 * 2 ** 20;
/** An .xz is read whole before it is unpacked. */
const MOST_XZ_BYTES = 512 * 2 ** 20;

/** By its first bytes; whether they are to be believed is for whoever asks. */
export function packingOf(head: Uint8Array): Packing | null {
  const isOf = ({ magic }: PackingRules) => magic.every((byte, i) => head[i] === byte);
  return (Object.keys(PACKINGS) as Packing[]).find((name) => isOf(PACKINGS[name])) ?? null;
}

/**
 * An image that is packed as a whole, unpacked into memory: blocks of zeros take none, and of the others no more than the first 512 MiB are
 * kept. What lies behind them is counted, and said to be not readable here when it is asked for. Nothing is written.
 */
export async function unpackImage(path: string, packing: Packing): Promise<Understood<BlockSource>> {
  const blocks = keptBlocks(MOST_KEPT_BYTES);
  try {
    const rules: PackingRules = PACKINGS[packing];
    for await (const piece of rules.unpacked(path)) blocks.add(piece as Uint8Array);
  } catch (error) {
    return { ok: false, reason: `it cannot be unpacked: ${wordsOf(error)}` };
  }
  return {
    ok: true,
    value: blocks.source(`only the first 512 MiB of data in a packed image are read: unpack it first`),
  };
}

/** An error of the file ends what comes out, too. */
function through(path: string, unpack: Transform): Readable {
  pipeline(createReadStream(path), unpack, () => {});
  return unpack;
}

async function* unpackedXz(path: string): AsyncGenerator<Uint8Array> {
  const { size } = await stat(path);
  if (size > MOST_XZ_BYTES) throw new BrokenArchive('it is larger than 512 MiB; unpack it first, with xz -d');
  yield* decodeXz(await readFile(path));
}

/** zlib's words are for programmers. */
function wordsOf(error: unknown): string {
  if (error instanceof BrokenArchive) return error.message;
  const said = reasonOf(error);
  return /unexpected end|truncat|incomplete/i.test(said) ? 'it is cut short' : said;
}
