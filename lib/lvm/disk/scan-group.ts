import type { BlockSource } from './block-source.ts';
import { type DiskProblem, note } from './disk-problem.ts';
import type { GatheredGroup } from './gather-groups.ts';
import { type LayOut, type LayoutOptions, layOutVolumes, whyDamaged } from './lay-out-volumes.ts';
import { dashedUuid } from './lvm-words.ts';
import { placeName } from './place-name.ts';
import { readRaidLegs } from './read-raid-legs.ts';
import type { Place, ScannedGroup, ScannedVolume } from './scan.ts';
import { doubtOfOrigin } from './unreadable-types.ts';
import { type LvmGroup, visibleNames } from './volume-group.ts';

type PlaceWithSource = Place & { readonly source: BlockSource };

export type GroupWithSources = {
  readonly group: ScannedGroup;
  /** By the keys of its PVs. */
  readonly sources: ReadonlyMap<string, BlockSource>;
  /** By name; of two of one name neither is known. */
  readonly layouts: ReadonlyMap<string, ScannedVolume['layout']>;
};

/** A gathered group with its volumes laid out on the places of its PVs. */
export async function scanGroup(
  places: readonly PlaceWithSource[],
  gathered: GatheredGroup<number>,
): Promise<GroupWithSources> {
  const sources = sourcesOf(places, gathered);
  const roomOf = roomsOf(gathered, sources);
  const { stale, doubts } = await readRaidLegs(gathered.group, { sources, roomOf });
  const layOut = layOutIn(gathered, { roomOf, staleLegs: stale });
  const origins = doubtOfOrigin(gathered.group);
  const volumes = laidOut(gathered.group, layOut).map((scanned) => {
    const { volume, isVisible, layout } = scanned;
    return { ...scanned, doubt: doubts.get(volume.name) ?? (isVisible && layout.ok ? origins : null) };
  });
  const problems = [...gathered.problems, ...shared(places, gathered)];
  const group = { ...gathered, problems, id: `${gathered.group.uuid} ${lowest(gathered)}`, volumes };
  const layouts = new Map(volumes.map(({ volume, layout }) => [volume.name, layout]));
  return { group, sources, layouts };
}

/** A group of which only the text of its metadata is there, read from the place `at`: where its volumes would be on its PVs. */
export function describedGroup(group: LvmGroup, at: number): ScannedGroup {
  const roomOf: LayoutOptions['roomOf'] = (key) => {
    const pv = group.pvs.find((each) => each.key === key);
    return { ok: true, value: pv?.deviceSizeBytes ?? Number.MAX_SAFE_INTEGER };
  };
  return {
    group,
    readAt: at,
    pvs: group.pvs.map(({ key, uuid }) => ({ key, uuid, at: [] })),
    problems: [],
    id: `${group.uuid} text ${at}`,
    volumes: laidOut(group, layOutVolumes(group, { roomOf, staleLegs: new Set() })),
  };
}

function laidOut(group: LvmGroup, layOut: LayOut): readonly ScannedVolume[] {
  const visible = visibleNames(group);
  return group.volumes.map((volume) => {
    // Of two of one name each has its own reason.
    const why = whyDamaged(volume);
    const layout = why === null ? layOut(volume.name) : ({ ok: false, reason: why } as const);
    return { volume, isVisible: visible.has(volume.name), layout, doubt: null };
  });
}

/** Copies of a PV, of which none is read. */
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
export function lowest({ pvs, readAt }: GatheredGroup<number>): number {
  return pvs.reduce((least, { at }) => at.reduce((a, b) => Math.min(a, b), least), readAt);
}

/** Of PVs that are there once. */
function sourcesOf(
  places: readonly PlaceWithSource[],
  { pvs }: GatheredGroup<number>,
): ReadonlyMap<string, BlockSource> {
  return new Map(
    pvs.flatMap(({ key, at }) => {
      const [only, other] = at;
      const place = only === undefined || other !== undefined ? undefined : places[only];
      return place ? [[key, place.source] as const] : [];
    }),
  );
}
