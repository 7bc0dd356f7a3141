/**
 * What no part of a group can tell by itself: names and UUIDs that are there twice, volumes that are made of what is not there, of
 * themselves, of extents that others have, or of more than there is (check_lv_segments in lib/metadata/merge.c of LVM).
 */
import { overlappingExtents } from './overlapping-extents.ts';
import type { PvDraft } from './read-listed-pv.ts';
import type { VolumeDraft } from './read-volume.ts';
import { type OpenSection, reportIn } from './section-reader.ts';
import { extentsOf, type LvmSegment, type LvmVolume, type SegmentArea } from './volume-group.ts';
import { volumesInCircles } from './volumes-in-circles.ts';

type Index = {
  readonly pvs: ReadonlyMap<string, PvDraft['pv']>;
  readonly volumes: ReadonlyMap<string, LvmVolume>;
};

/** A segment that is looked at. */
type Within = { readonly segment: LvmSegment; readonly open: OpenSection };

export function checkGroup(pvs: readonly PvDraft[], drafts: readonly VolumeDraft[]): void {
  reportTwins(pvs, ({ pv }) => pv.key, 'key');
  reportTwins(pvs, ({ pv }) => pv.uuid, 'UUID');
  reportTwins(drafts, ({ volume }) => volume.name, 'name');
  reportTwins(drafts, ({ volume }) => volume.uuid, 'UUID');
  const volumes = drafts.map(({ volume }) => volume);
  const index: Index = {
    pvs: new Map(pvs.map(({ pv }) => [pv.key, pv])),
    volumes: new Map(volumes.map((volume) => [volume.name, volume])),
  };
  for (const draft of drafts) {
    checkSegments(draft);
    for (const [segment, open] of draft.opened) {
      for (const area of segment.areas) checkArea(index, { segment, open }, area);
      checkLegs(index, { segment, open }, draft.volume);
    }
  }
  const opened = new Map(drafts.map(({ volume, open }) => [volume as LvmVolume, open]));
  const report = (volume: LvmVolume, reason: string) => reportWhole(opened.get(volume), reason);
  for (const { volumes: both, pv, from } of overlappingExtents(volumes)) {
    const [one, other] = both;
    report(one, `has extents of ${pv} that ${other.name} has too, from ${from} on`);
    if (one !== other) report(other, `has extents of ${pv} that ${one.name} has too, from ${from} on`);
  }
  for (const volume of volumesInCircles(volumes))
    report(volume, 'is part of itself, directly or through other volumes');
}

/** Of the section itself, not of one of its keys. */
function reportWhole(open: OpenSection | undefined, reason: string): void {
  open?.report({ at: open.at, key: open.path, reason });
}

function reportTwins<T extends { readonly open: OpenSection }>(
  all: readonly T[],
  keyOf: (each: T) => string,
  what: string,
): void {
  for (const [key, twins] of Map.groupBy(all, keyOf)) {
    if (key === '' || twins.length === 1) continue;
    for (const { open } of twins)
      reportWhole(open, `is a duplicate: ${twins.length} of them have the same ${what}`);
  }
}

/** Those of which a volume has one (seg_count != 1). */
const SINGLE = /^(?:raid|cache|thin|snapshot$)/;

function checkSegments({ volume: { segments }, open, opened }: VolumeDraft): void {
  if (segments.length === 0) reportWhole(open, 'has no segments');
  const single = segments.find(({ type }) => SINGLE.test(type));
  if (single && segments.length > 1)
    reportWhole(open, `has ${segments.length} segments, and of ${single.type} there is one`);
  let extents: number | null = 0;
  for (const segment of segments) {
    const { startExtent, extentCount } = segment;
    const inner = opened.get(segment);
    if (inner && extents !== null && startExtent !== null && startExtent !== extents)
      reportIn(inner, 'start_extent', `is ${startExtent}, where the one before ends at ${extents}`);
    extents = startExtent === null || extentCount === null ? null : startExtent + extentCount;
  }
}

function checkArea({ pvs, volumes }: Index, { segment, open }: Within, area: SegmentArea): void {
  const key = keyOf(segment, area);
  if (area.kind === 'volume' && !volumes.has(area.name)) {
    reportIn(open, key, `names ${area.name}, and there is no such volume`);
    return;
  }
  const length = extentsInEach(segment, area);
  const below = area.kind === 'pv' ? pvs.get(area.name) : volumes.get(area.name);
  const room = below && ('segments' in below ? extentsOf(below) : below.extentCount);
  if (length === null || area.startExtent === null || room === null || room === undefined) return;
  if (area.startExtent + length > room)
    reportIn(
      open,
      key,
      `needs ${length} extents of ${area.name} from ${area.startExtent} on, which has ${room}`,
    );
}

function keyOf({ type }: LvmSegment, { role }: SegmentArea): string {
  switch (role) {
    case 'stripe':
    case 'mirror':
      return `${role}s`;
    case 'raid':
      return type === 'raid0' ? 'raid0_lvs' : 'raids';
    default:
      return role;
  }
}

/** How much of each of its parts a segment needs; null where that is not as many extents as it has. */
function extentsInEach({ type, areas, extentCount }: LvmSegment, { role, name }: SegmentArea): number | null {
  if (extentCount === null || name.includes('_rmeta_')) return null;
  switch (type) {
    case 'striped':
      return extentCount / areas.length;
    case 'raid0':
    case 'raid0_meta':
      return extentCount / (type === 'raid0' ? areas.length : areas.length / 2);
    case 'raid1':
      return extentCount;
    case 'mirror':
      return role === 'mirror' ? extentCount : null;
    default:
      return null;
  }
}

/** The parts of a mirror and of a raid are of one size, and those of a raid are not to be seen. */
function checkLegs({ volumes }: Index, { segment, open }: Within, { flags }: LvmVolume): void {
  const legs = segment.areas.filter(
    ({ role, name }) => (role === 'raid' || role === 'mirror') && !name.includes('_rmeta_'),
  );
  const [first] = legs;
  if (!first) return;
  const sizes = legs.flatMap(({ name }) => {
    const leg = volumes.get(name);
    return leg ? [extentsOf(leg)] : [];
  });
  const wanted = first.role === 'mirror' ? segment.extentCount : sizes[0];
  if (sizes.some((size) => size !== null && wanted !== null && size !== wanted))
    reportIn(
      open,
      keyOf(segment, first),
      `are of different sizes: ${[...new Set(sizes)].slice(0, 3).join(' and ')} extents`,
    );
  if (first.role !== 'raid' || flags.includes('ACTIVATION_SKIP')) return;
  const seen = segment.areas.find(({ name }) => volumes.get(name)?.status.includes('VISIBLE'));
  if (seen) reportIn(open, keyOf(segment, first), `has ${seen.name}, which is visible`);
}
