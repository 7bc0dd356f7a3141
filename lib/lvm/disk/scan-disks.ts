import { readPartitionTable } from '../../block/partition-table/read-partition-table.ts';
import { type BlockSource, partOf, readSource, volumeSource } from './block-source.ts';
import { type DiskProblem, damaged, note, repairedBy } from './disk-problem.ts';
import { duplicatePvs, duplicateText } from './duplicate-pvs.ts';
import { gatherFound } from './gather-found.ts';
import type { GatheredGroup } from './gather-groups.ts';
import { type LayOut, type LayoutOptions, layOutVolumes, whyDamaged } from './lay-out-volumes.ts';
import { dashedUuid, wholeUnits } from './lvm-words.ts';
import { placeName } from './place-name.ts';
import { type PvFound, readPv } from './read-pv.ts';
import { readRaidLegs } from './read-raid-legs.ts';
import type { Place, PlaceAt, Scan, ScannedGroup, ScannedVolume } from './scan.ts';
import { doubtOfOrigin } from './unreadable-types.ts';
import { visibleNames } from './volume-group.ts';

/** A host's volume, a guest's disk, a guest's volume, and one more. */
const DEEPEST = 4;
const MOST_PLACES = 5_000;
/** Volumes may lie on top of one another, and what is read in each may be as long as metadata gets. */
const MOST_BYTES = 128 * 2 ** 20;
const TOO_MANY = note('there are more places to look into than dmscope does; the rest was not');

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
  readonly problems: DiskProblem[];
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
    const shown = places.map(({ source: _, depth: __, ...place }, at) =>
      withRepairs(place, at, { groups, places }),
    );
    const duplicates = duplicatePvs(shown, groups);
    const told = duplicates.map((each) => note(duplicateText({ places: shown, groups }, each)));
    return {
      scan: { places: shown, groups, duplicates, problems: [...new Set(problems), ...told] },
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
    found.places.push({ ...place, pv, table, problems: problemsIn(pv, source), failure: null });
    for (const { number, offset, length } of table?.partitions ?? []) {
      const part = partOf(source, offset, length);
      await lookInto(found, { at: { kind: 'partition', of: index, number }, source: part, depth });
    }
  } catch (error) {
    if (found.places.length === index)
      found.places.push({
        ...place,
        pv: { kind: 'none' },
        problems: [],
        table: null,
        failure: String((error as Error).message),
      });
  }
}

function problemsIn(pv: PvFound, { sizeBytes }: BlockSource): readonly DiskProblem[] {
  if (pv.kind !== 'pv') return [];
  const { deviceSizeBytes } = pv.label;
  if (deviceSizeBytes <= sizeBytes) return pv.problems;
  const short = `the PV has ${wholeUnits(deviceSizeBytes)}, and what it is on ends after ${wholeUnits(sizeBytes)}`;
  return [...pv.problems, damaged(short)];
}

/** What is damaged of a PV whose group was read from another one of its PVs is made up for by that. */
function withRepairs(
  place: Place,
  at: number,
  { groups, places }: { readonly groups: readonly ScannedGroup[]; readonly places: readonly Place[] },
): Place {
  const { pv } = place;
  const group = groups.find(({ pvs }) => pvs.some((each) => each.at.includes(at)));
  const other = group && places[group.readAt]?.pv;
  if (pv.kind !== 'pv' || pv.group !== null || !group || other?.kind !== 'pv') return place;
  const copy = `that on PV ${dashedUuid(other.label.uuid)}, ${placeName(places, group.readAt)},`;
  const isRepaired = (problem: DiskProblem) =>
    pv.problems.includes(problem) && problem.text.startsWith('metadata area');
  return {
    ...place,
    problems: place.problems.flatMap((each) => (isRepaired(each) ? repairedBy([each], copy) : [each])),
  };
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
      const roomOf = roomsOf(gathered, sources);
      const { stale, doubts } = await readRaidLegs(gathered.group, { sources, roomOf });
      const layOut = layOutIn(gathered, { roomOf, staleLegs: stale });
      const visible = visibleNames(gathered.group);
      const origins = doubtOfOrigin(gathered.group);
      const volumes = gathered.group.volumes.map((volume) => {
        const isVisible = visible.has(volume.name);
        // Of two of one name each has its own reason.
        const why = whyDamaged(volume);
        const layout = why === null ? layOut(volume.name) : ({ ok: false, reason: why } as const);
        const doubt = doubts.get(volume.name) ?? (isVisible && layout.ok ? origins : null);
        return { volume, isVisible, layout, doubt };
      });
      const problems = [...gathered.problems, ...shared(found.places, gathered)];
      const group = { ...gathered, problems, id: `${gathered.group.uuid} ${lowest(gathered)}`, volumes };
      const layouts = new Map(volumes.map(({ volume, layout }) => [volume.name, layout]));
      found.readable.set(group, { pvs: sources, layouts });
      return group;
    }),
  );
}

function shared(places: readonly Place[], { pvs }: GatheredGroup<number>): readonly DiskProblem[] {
  return pvs.flatMap(({ uuid, at }) => {
    if (at.length <= 1) return [];
    const names = at.slice(0, 5).map((each) => placeName(places, each));
    const where = `${names.join(', ')}${at.length > names.length ? ' and more' : ''}`;
    return [
      note(
        `PV ${dashedUuid(uuid)} is there ${at.length} times, ${where}; none is read, since which one counts cannot be known`,
      ),
    ];
  });
}

/** Where two copies tell different stories, none of them is believed. */
function layOutIn({ group, problems }: GatheredGroup<number>, options: LayoutOptions): LayOut {
  const [disputed] = problems.filter(({ kind }) => kind === 'damaged');
  if (disputed)
    return () => ({ ok: false, reason: `the metadata of its group is damaged: ${disputed.text}` });
  return layOutVolumes(group, options);
}

function roomsOf(
  { pvs }: GatheredGroup<number>,
  sources: ReadonlyMap<string, BlockSource>,
): LayoutOptions['roomOf'] {
  const times = new Map(pvs.map(({ key, at }) => [key, at.length]));
  return (key) => {
    const source = sources.get(key);
    if (source) return { ok: true, value: source.sizeBytes };
    const count = times.get(key) ?? 0;
    const reason =
      count > 1
        ? `which is there ${count} times, and which one counts cannot be known`
        : 'which is not there';
    return { ok: false, reason };
  };
}

/** The place of the first of its PVs. */
function lowest({ pvs, readAt }: GatheredGroup<number>): number {
  return pvs.reduce((least, { at }) => at.reduce((a, b) => Math.min(a, b), least), readAt);
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
