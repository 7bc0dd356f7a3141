import { readPartitionTable } from '../../block/partition-table/read-partition-table.ts';
import { type BlockSource, partOf, readSource, volumeSource } from './block-source.ts';
import { type DiskProblem, damaged, note } from './disk-problem.ts';
import { duplicatePvs, duplicateText } from './duplicate-pvs.ts';
import { gatherFound } from './gather-found.ts';
import { wholeUnits } from './lvm-words.ts';
import { parseVolumeGroup } from './parse-volume-group.ts';
import { type PvFound, readPv } from './read-pv.ts';
import type { Place, PlaceAt, Scan, ScannedGroup } from './scan.ts';
import { describedGroup, type GroupWithSources, lowest, scanGroup } from './scan-group.ts';
import { withRepairs } from './with-repairs.ts';

/** A host's volume, a guest's disk, a guest's volume, and one more. */
const DEEPEST = 4;
const MOST_PLACES = 5_000;
/** Volumes may lie on top of one another, and what is read in each may be as long as metadata gets. */
const MOST_BYTES = 128 * 2 ** 20;
const TOO_MANY = note('there are more places to look into than dmscope does; the rest was not');

export type NamedSource = {
  readonly path: string;
  readonly source: BlockSource;
  /** Where it is no disk, but a copy of metadata as vgcfgbackup writes it. */
  readonly metadataText?: string;
};

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
  readonly readable: WeakMap<ScannedGroup, GroupWithSources>;
  bytesRead: number;
};

/**
 * Looks into disks, into their partitions, and into the volumes of the groups that they make up, until there is nothing new:
 * a volume of a guest may lie in a disk of the guest that is a volume of the host.
 */
export async function scanDisks(sources: readonly NamedSource[]): Promise<Scanned> {
  const found: Found = { places: [], problems: [], seen: new Set(), readable: new WeakMap(), bytesRead: 0 };
  for (const { path, source, metadataText } of sources) {
    const place = { at: { kind: 'path', path }, source, depth: 0 } as const;
    if (metadataText === undefined) await lookInto(found, place);
    else found.places.push({ ...place, ...placeOfText(metadataText), sizeBytes: source.sizeBytes });
  }
  for (;;) {
    const before = found.places.length;
    const groups = await scanGroups(found);
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

function placeOfText(text: string): Pick<Place, 'pv' | 'problems' | 'table' | 'failure'> {
  const read = parseVolumeGroup(text);
  const pv: Place['pv'] = read.ok
    ? { kind: 'text', group: read.value }
    : { kind: 'damaged', reason: `a text of LVM metadata that cannot be read: ${read.reason}` };
  return { pv, problems: [], table: null, failure: null };
}

function problemsIn(pv: PvFound, { sizeBytes }: BlockSource): readonly DiskProblem[] {
  if (pv.kind !== 'pv') return [];
  const { deviceSizeBytes } = pv.label;
  if (deviceSizeBytes <= sizeBytes) return pv.problems;
  const short = `the PV has ${wholeUnits(deviceSizeBytes)}, and what it is on ends after ${wholeUnits(sizeBytes)}`;
  return [...pv.problems, damaged(short)];
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

async function scanGroups({ places, readable }: Found): Promise<readonly ScannedGroup[]> {
  const laidOut = await Promise.all(gatherFound(places).map((gathered) => scanGroup(places, gathered)));
  const read = laidOut.map((each) => {
    readable.set(each.group, each);
    return each.group;
  });
  const described = places.flatMap(({ pv }, at) => (pv.kind === 'text' ? describedGroup(pv.group, at) : []));
  return [...read, ...described];
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
    const sources = found.readable.get(group)?.sources;
    const at: PlaceAt = { kind: 'volume', group: group.id, volume: volume.name };
    if (sources) await lookInto(found, { at, source: volumeSource(layout.value, sources), depth });
  }
}

function sourceOf({ readable }: Found, group: ScannedGroup, name: string): BlockSource | null {
  const { sources, layouts } = readable.get(group) ?? {};
  const layout = layouts?.get(name);
  return sources && layout?.ok ? volumeSource(layout.value, sources) : null;
}
