/**
 * The contents of a pool in use. Its metadata changes while it is read, so a snapshot of it is taken, which the kernel keeps one of:
 * reserve_metadata_snap, as LVM and thin_ls have it done. For that moment the pool's old metadata blocks are not used again, and
 * thin_dump has the metadata device open; the volumes go on.
 */
import { stat } from 'node:fs/promises';
import type { Understood } from '../../lib/dm/target-type.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';
import type { PoolContents } from '../../lib/thin/pool-contents.ts';
import { createDumpReader } from '../../lib/thin/read-dump.ts';
import { readableMetadata, whyNoSnapshot } from '../../lib/thin/why-not-read.ts';
import { devNoOf } from '../block-device-number.ts';
import { dumpMetadata } from './dump-metadata.ts';
import { releaseLeft } from './held-snapshots.ts';
import { type HeldSnapshot, holdSnapshot } from './hold-snapshot.ts';
import { askPoolStatus } from './pool-status.ts';

/** A pool in the host's stack as it has just been looked at. */
export type PoolInStack = { readonly stack: Stack; readonly pool: Device };

const DUMP_WITHIN_SECONDS = 300;
/** The keeper waits on, so that it does not release what is being read. */
const HELD_AT_MOST_SECONDS = DUMP_WITHIN_SECONDS + 30;

/** `ids`: which thin IDs there are and how they were made, which is quick; what they have and share is not told then. */
export type PoolExtent = 'whole' | 'ids';

/** Or in words why they cannot be read. */
export async function readPool(
  { stack, pool }: PoolInStack,
  extent: PoolExtent = 'whole',
): Promise<Understood<PoolContents>> {
  if (process.getuid?.() !== 0)
    return { ok: false, reason: 'only root can read the metadata of a thin pool' };
  const metadata = readableMetadata(stack, pool);
  if (!metadata.ok) return metadata;
  const before = await askPoolStatus(pool);
  if (!before.ok) return before;
  try {
    const usage = await releaseLeft(pool, before.value);
    if (!usage.ok) return usage;
    const whyNot = whyNoSnapshot(usage.value);
    if (whyNot !== null) return { ok: false, reason: whyNot };
    const held = await holdSnapshot(pool, HELD_AT_MOST_SECONDS);
    if (!held.ok) return held;
    return await readHeld(held.value, {
      metadata: metadata.value,
      dataBlockCount: usage.value.dataBlocks.whole,
      extent,
    });
  } catch (error) {
    return {
      ok: false,
      reason: `it cannot be remembered that its metadata is read: ${(error as Error).message}`,
    };
  }
}

type Reading = {
  readonly metadata: Device;
  /** A metadata snapshot does not tell it to every thin_dump. */
  readonly dataBlockCount: number;
  readonly extent: PoolExtent;
};

/** And releases it, whatever comes of it. */
async function readHeld(held: HeldSnapshot, reading: Reading): Promise<Understood<PoolContents>> {
  let unreleased: string | null = null;
  const read = await readSnapshot(held.root, reading).finally(async () => {
    unreleased = await held.release();
  });
  if (unreleased === null) return read;
  const left = `its metadata snapshot may still be held (${unreleased}); dmsetup message POOL 0 release_metadata_snap releases it`;
  if (!read.ok) return { ok: false, reason: `${read.reason}; ${left}` };
  return { ok: true, value: { ...read.value, problems: [...read.value.problems, left] } };
}

async function readSnapshot(
  snapshotRoot: number,
  { metadata, dataBlockCount, extent }: Reading,
): Promise<Understood<PoolContents>> {
  const path = `/dev/${metadata.kname}`;
  const there = await stat(path).catch(() => null);
  if (!there?.isBlockDevice() || devNoOf(there.rdev) !== metadata.devNo)
    return { ok: false, reason: `${path} is not the metadata device ${metadata.devNo} any more` };
  const reader = createDumpReader({ dataBlockCount });
  const dump = { path, snapshotRoot, extent };
  const dumped = await dumpMetadata(dump, reader.push, DUMP_WITHIN_SECONDS * 1000);
  if (dumped.ok) return reader.end();
  // Old versions have no such option.
  return extent === 'ids'
    ? readSnapshot(snapshotRoot, { metadata, dataBlockCount, extent: 'whole' })
    : dumped;
}
