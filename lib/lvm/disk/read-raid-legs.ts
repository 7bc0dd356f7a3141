import { type BlockSource, volumeSource } from './block-source.ts';
import { imagesOf, type LayoutOptions, layOutVolumes } from './lay-out-volumes.ts';
import type { LvmGroup, LvmSegment } from './volume-group.ts';

/**
 * The legs of a raid1 have the same bytes only as long as none was left behind: a disk that was away for a day has those of
 * yesterday. What the kernel knew of that stands in the first sector of each leg's metadata volume (struct
 * dm_raid_superblock, drivers/md/dm-raid.c).
 */
export type RaidLegs = {
  /** Names of the volumes that must not be read. */
  readonly stale: ReadonlySet<string>;
  /** Volumes whose legs were not the same when they were last used: volume → in words. */
  readonly doubts: ReadonlyMap<string, string>;
};

type Superblock = {
  readonly image: string;
  readonly events: bigint;
  readonly failed: bigint;
  readonly isRebuilt: boolean;
  readonly isInSync: boolean;
};

const MAGIC = 0x64526d44;
const DONE = 0xffff_ffff_ffff_ffffn;
/** A group with more of them is not a real one. */
const MOST_LEGS = 10_000;

export async function readRaidLegs(
  group: LvmGroup,
  { sources, roomOf }: Pick<LayoutOptions, 'roomOf'> & { readonly sources: ReadonlyMap<string, BlockSource> },
): Promise<RaidLegs> {
  const stale = new Set<string>();
  const doubts = new Map<string, string>();
  const layOut = layOutVolumes(group, { roomOf, staleLegs: stale });
  let legsLeft = MOST_LEGS;
  for (const { name, segments } of group.volumes) {
    for (const segment of segments.filter(({ type }) => type === 'raid1')) {
      const found: Superblock[] = [];
      for (const { meta, image } of legsOf(segment)) {
        if (--legsLeft < 0) return { stale, doubts };
        const layout = layOut(meta);
        const block = layout.ok ? await readSuperblock(volumeSource(layout.value, sources)) : null;
        if (block) found.push({ image, ...block });
      }
      judge(segment, found).forEach((image) => {
        stale.add(image);
      });
      if (found.some(({ isInSync }) => !isInSync))
        doubts.set(name, 'its legs were still being made the same when it was last used');
    }
  }
  return { stale, doubts };
}

function legsOf(segment: LvmSegment) {
  const metas = segment.areas.filter(({ role }) => role === 'raid').filter((_, at) => at % 2 === 0);
  return imagesOf(segment).flatMap(({ name }, at) => {
    const meta = metas[at]?.name;
    return meta === undefined ? [] : [{ meta, image: name }];
  });
}

async function readSuperblock(source: BlockSource): Promise<Omit<Superblock, 'image'> | null> {
  const bytes = new Uint8Array(512);
  const got = await source.read([bytes], 0).catch(() => 0);
  const view = new DataView(bytes.buffer);
  if (got < bytes.length || view.getUint32(0, true) !== MAGIC) return null;
  return {
    events: view.getBigUint64(16, true),
    failed: view.getBigUint64(24, true),
    isRebuilt: view.getBigUint64(32, true) === DONE,
    isInSync: view.getBigUint64(40, true) === DONE,
  };
}

/** Without superblocks it was never active, and one leg is as good as the other. */
function judge(segment: LvmSegment, found: readonly Superblock[]): readonly string[] {
  const newest = found.reduce<Superblock | null>(
    (best, block) => (best && best.events >= block.events ? best : block),
    null,
  );
  if (!newest) return [];
  return imagesOf(segment).flatMap(({ name }, at) => {
    const block = found.find(({ image }) => image === name);
    const isFailed = at < 64 && ((newest.failed >> BigInt(at)) & 1n) === 1n;
    const isGood = block && !isFailed && block.isRebuilt && block.events + 1n >= newest.events;
    return isGood ? [] : [name];
  });
}
