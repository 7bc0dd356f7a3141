import { readPartitionTable } from '../../block/partition-table/read-partition-table.ts';
import { type BlockSource, partOf, readSource, volumeSource } from './block-source.ts';
import { gatherFound } from './gather-found.ts';
import type { GatheredGroup } from './gather-groups.ts';
import { layOutVolumes } from './lay-out-volumes.ts';
import { overlappingExtents } from './overlapping-extents.ts';
import { readPv } from './read-pv.ts';
import { readRaidLegs } from './read-raid-legs.ts';
import type { Place, PlaceAt, Scan, ScannedGroup, ScannedVolume } from './scan.ts';
import { visibleNames } from './volume-group.ts';

/** A host's volume, a guest's disk, a guest's volume, and one more. */
const DEEPEST = 4;
const MOST_PLACES = 5_000;
/** Volumes may lie on top of one another, and what is read in each may be as long as metadata gets. */
const MOST_BYTES = 128 * 2 ** 20;
const TOO_MANY = 'there are more places to look into than dmscope does; the rest was not';

export type NamedSource = { readonly path: string; readonly source: BlockSource };

/** A scan, and how to read what it found. */
export type Scanned = {
  readonly scan: Scan;
  /** The bytes of a volume whose layout is known. */
  readonly sourceOf: (group: ScannedGroup, volume: string) => BlockSource | null;
};

type Looked = Place & { readonly source: BlockSource; readonly depth: number };

type Found = {
  readonly places: Looked[];
  readonly problems: string[];
  /** Volumes that were looked into, by id of the group and name. */
  readonly seen: Set<string>;
  readonly readable: WeakMap<ScannedGroup, Readable>;
  bytesRead: number;
};

/** What it takes to read a group's volumes. */
type Readable = {
  readonly pvs: ReadonlyMap<string, BlockSource>;
  readonly layouts: ReadonlyMap<string, ScannedVolume['layout']>;
};

/**
 * Looks into disks, into their partitions, and into the volumes of the groups that they make up, until there is nothing new:
 * a volume of a guest may lie in a disk of the guest that is a volume of the host.
 */
export async function scanDisks(sources: readonly NamedSource[]): Promise<Scanned> {
  const found: Found = { places: [], problems: [], seen: new Set(), readable: new WeakMap(), bytesRead: 0 };
  for (const { path, source } of sources)
    await lookInto(found, { at: { kind: 'path', path }, source, depth: 0 });
  for (;;) {
    const before = found.places.length;
    const groups = await layOutGroups(found);
    for (const group of groups) await lookIntoVolumes(found, group);
    if (found.places.length > before) continue;
    const { places, problems } = found;
    const shown = places.map(({ source: _, depth: __, ...place }) => place);
    return {
      scan: { places: shown, groups, problems: [...new Set(problems)] },
      sourceOf: (group, volume) => sourceOf(found, group, volume),
    };
  }
}

async function lookInto(
  found: Found,
  { at, source, depth }: { readonly at: PlaceAt; readonly source: BlockSource; readonly depth: number },
): Promise<void> {
  if (found.places.length >= MOST_PLACES || found.bytesRead >= MOST_BYTES) {
    found.problems.push(TOO_MANY);
    return;
  }
  const index = found.places.length;
  const place = { at, sizeBytes: source.sizeBytes, source, depth };
  try {
    const metered = meteredSource(found, source);
    const pv = await readSource(metered, readPv());
    const mayHaveTable = pv.kind !== 'pv' && at.kind !== 'partition';
    const table = mayHaveTable ? await readSource(metered, readPartitionTable(source.sizeBytes)) : null;
    // Most volumes hold a file system, and are listed with their group.
    if (at.kind === 'volume' && pv.kind === 'none' && !table) return;
    found.places.push({ ...place, pv, table, failure: null });
    for (const { number, offset, length } of table?.partitions ?? []) {
      const part = partOf(source, offset, length);
      await lookInto(found, { at: { kind: 'partition', of: index, number }, source: part, depth });
    }
  } catch (error) {
    if (found.places.length === index)
      found.places.push({
        ...place,
        pv: { kind: 'none' },
        table: null,
        failure: String((error as Error).message),
      });
  }
}

function meteredSource(found: Found, source: BlockSource): BlockSource {
  return {
    ...source,
    read: async (buffers, offset) => {
      const got = await source.read(buffers, offset);
      found.bytesRead += got;
      return got;
    },
  };
}

async function layOutGroups(found: Found): Promise<readonly ScannedGroup[]> {
  return Promise.all(
    gatherFound(found.places).map(async (gathered) => {
      const sources = sourcesOf(found, gathered);
      const { stale, doubts } = await readRaidLegs(gathered.group, sources);
      const layOut = layOutVolumes(gathered.group, { hasPv: (key) => sources.has(key), staleLegs: stale });
      const visible = visibleNames(gathered.group);
      const volumes = gathered.group.volumes.map((volume) => ({
        volume,
        isVisible: visible.has(volume.name),
        layout: layOut(volume.name),
        doubt: doubts.get(volume.name) ?? null,
      }));
      const problems = [...gathered.problems, ...overlappingExtents(gathered.group)];
      const group = { ...gathered, problems, id: `${gathered.group.uuid} ${lowest(gathered)}`, volumes };
      const layouts = new Map(volumes.map(({ volume, layout }) => [volume.name, layout]));
      found.readable.set(group, { pvs: sources, layouts });
      return group;
    }),
  );
}

function lowest({ pvs }: GatheredGroup<number>): number {
  return pvs.reduce((least, { at }) => at.reduce((a, b) => Math.min(a, b), least), Number.MAX_SAFE_INTEGER);
}

/** Of PVs that are there once. */
function sourcesOf({ places }: Found, { pvs }: GatheredGroup<number>): ReadonlyMap<string, BlockSource> {
  return new Map(
    pvs.flatMap(({ key, at }) => {
      const [only, other] = at;
      const place = only === undefined || other !== undefined ? undefined : places[only];
      return place ? [[key, place.source] as const] : [];
    }),
  );
}

async function lookIntoVolumes(found: Found, group: ScannedGroup): Promise<void> {
  const depth = 1 + (found.places[lowest(group)]?.depth ?? 0);
  if (depth > DEEPEST) return;
  for (const { volume, layout, isVisible } of group.volumes) {
    const key = `${group.id} ${volume.name}`;
    if (!layout.ok || !isVisible || found.seen.has(key)) continue;
    if (found.seen.size >= MOST_PLACES) {
      found.problems.push(TOO_MANY);
      return;
    }
    found.seen.add(key);
    const source = sourceOf(found, group, volume.name);
    const at: PlaceAt = { kind: 'volume', group: group.id, volume: volume.name };
    if (source) await lookInto(found, { at, source, depth });
  }
}

function sourceOf({ readable }: Found, group: ScannedGroup, name: string): BlockSource | null {
  const { pvs, layouts } = readable.get(group) ?? {};
  const layout = layouts?.get(name);
  return pvs && layout?.ok ? volumeSource(layout.value, pvs) : null;
}
