import type { Understood } from '../../dm/target-type.ts';
import { type Damage, damageText } from './damage.ts';
import { dashedUuid } from './lvm-words.ts';
import { claimedVolumes, whyNotPlain } from './unreadable-types.ts';
import type { LvmGroup, LvmPv, LvmSegment, LvmVolume, SegmentArea } from './volume-group.ts';
import type { LayoutRun, VolumeLayout } from './volume-layout.ts';

export type LayoutOptions = {
  /** How many bytes what a PV lies on has, or why it cannot be read. */
  readonly roomOf: (key: string) => Understood<number>;
  /** Legs that are behind the others, and must not be read in their place. */
  readonly staleLegs: ReadonlySet<string>;
};

/** Lays out volumes of a group by name. */
export type LayOut = (name: string) => Understood<VolumeLayout>;

/** Volumes in volumes: LVM itself comes to five or six. */
const DEEPEST = 16;
/** Of all volumes of a group together; each costs a few dozen bytes. */
const MOST_PIECES = 300_000;
const TOO_MANY = 'the group is in more pieces than dmscope follows';
const SECTOR_BYTES = 512;

type Work = LayoutOptions & {
  readonly group: LvmGroup;
  readonly extentSizeBytes: number;
  readonly volumes: ReadonlyMap<string, LvmVolume>;
  readonly pvs: ReadonlyMap<string, LvmPv>;
  readonly claimed: ReadonlyMap<string, string>;
  readonly legs: string[];
  /** Of volumes that were looked at, since many may be made of one. */
  readonly sizes: Map<string, Understood<number>>;
  piecesLeft: number;
};

/** A range of a volume or PV that is being laid out. `above` are the volumes that it is a part of. */
type Wanted = { readonly from: number; readonly length: number; readonly above: readonly string[] };

type Runs = Understood<readonly LayoutRun[]>;

export function layOutVolumes(group: LvmGroup, options: LayoutOptions): LayOut {
  const { extentSizeBytes } = group;
  const [head] = group.damage;
  if (head || extentSizeBytes === null)
    return () =>
      failed(`the metadata of its group is damaged: ${head ? damageText(head) : 'it has no extents'}`);
  const work: Work = {
    ...options,
    group,
    extentSizeBytes,
    volumes: new Map(group.volumes.map((volume) => [volume.name, volume])),
    pvs: new Map(group.pvs.map((pv) => [pv.key, pv])),
    claimed: claimedVolumes(group),
    legs: [],
    sizes: new Map(),
    piecesLeft: MOST_PIECES,
  };
  return (name) => {
    const volume = work.volumes.get(name);
    if (!volume) return failed('there is no such volume');
    const why = whyDamaged(volume);
    if (why !== null) return failed(why);
    const claim = work.claimed.get(name);
    if (claim !== undefined) return failed(claim);
    const size = sizeIn(work, volume);
    if (!size.ok) return size;
    work.legs.length = 0;
    const runs = runsOfVolume(work, volume, { from: 0, length: size.value, above: [] });
    return runs.ok
      ? { ok: true, value: { sizeBytes: size.value, runs: runs.value, legs: [...work.legs] } }
      : runs;
  };
}

/** Of a volume or a PV; null for one that is whole. */
export function whyDamaged({ damage: [first] }: { readonly damage: readonly Damage[] }): string | null {
  return first ? `its metadata is damaged: ${damageText(first)}` : null;
}

function sizeIn({ sizes, extentSizeBytes }: Work, volume: LvmVolume): Understood<number> {
  const known = sizes.get(volume.name);
  if (known) return known;
  const size = sizeOf(volume, extentSizeBytes);
  sizes.set(volume.name, size);
  return size;
}

/** A volume is all of its segments, one behind the other. */
function sizeOf({ segments }: LvmVolume, extentSizeBytes: number): Understood<number> {
  let extents = 0;
  for (const { startExtent, extentCount } of segments) {
    if (startExtent !== extents || !extentCount) return failed('its segments do not follow one another');
    extents += extentCount;
  }
  const sizeBytes = extents * extentSizeBytes;
  if (extents === 0) return failed('it has no segments');
  return Number.isSafeInteger(sizeBytes)
    ? { ok: true, value: sizeBytes }
    : failed('it is larger than can be');
}

function runsOfVolume(work: Work, volume: LvmVolume, wanted: Wanted): Runs {
  if (wanted.above.includes(volume.name)) return failed(`${volume.name} is a part of itself`);
  if (wanted.above.length >= DEEPEST) return failed('its parts have parts have parts, deeper than can be');
  if (work.piecesLeft <= 0) return failed(TOO_MANY);
  const why = whyDamaged(volume);
  if (why !== null) return failed(`${volume.name}: ${why}`);
  const size = sizeIn(work, volume);
  if (!size.ok) return wanted.above.length === 0 ? size : failed(`${volume.name}: ${size.reason}`);
  const end = wanted.from + wanted.length;
  if (end > size.value) return failed(`it reaches past the end of ${volume.name}`);
  const above = [...wanted.above, volume.name];
  const runs: LayoutRun[] = [];
  for (const segment of volume.segments) {
    if (--work.piecesLeft < 0) return failed(TOO_MANY);
    // That both are there was seen when it was measured.
    const at = Number(segment.startExtent) * work.extentSizeBytes;
    const from = Math.max(wanted.from, at);
    const length = Math.min(end, at + lengthOf(work, segment)) - from;
    if (length <= 0) continue;
    const found = runsOfSegment(work, segment, { from: from - at, length, above });
    if (!found.ok) return found;
    for (const run of found.value) runs.push({ ...run, offset: run.offset + from - wanted.from });
  }
  return { ok: true, value: runs };
}

function lengthOf({ extentSizeBytes }: Work, { extentCount }: LvmSegment): number {
  return Number(extentCount) * extentSizeBytes;
}

function runsOfSegment(work: Work, segment: LvmSegment, wanted: Wanted): Runs {
  const why = whyNotPlain(segment);
  if (why !== null) return failed(wanted.above.length > 1 ? `${wanted.above.at(-1)}: ${why}` : why);
  const moved = ['data_offset', 'reshape_count'].some((key) => (segment.settings.get(key) ?? 0) !== 0);
  if (moved) return failed('it is being reshaped, or was, and its data begins elsewhere');
  switch (segment.type) {
    case 'zero':
      return { ok: true, value: [{ kind: 'zero', offset: 0, length: wanted.length }] };
    case 'mirror':
      return runsOfLegs(work, rolesOf(segment, 'mirror'), wanted);
    case 'raid1':
      return runsOfLegs(work, imagesOf(segment), wanted);
    case 'raid0':
    case 'raid0_meta':
      return runsOfStripes(work, { segment, areas: imagesOf(segment) }, wanted);
    default:
      return runsOfStripes(work, { segment, areas: rolesOf(segment, 'stripe') }, wanted);
  }
}

function rolesOf({ areas }: LvmSegment, wanted: string): readonly SegmentArea[] {
  return areas.filter(({ role }) => role === wanted);
}

/** The volumes with data: raid lists pairs of metadata and image, raid0 without metadata images alone. */
export function imagesOf(segment: LvmSegment): readonly SegmentArea[] {
  const listed = rolesOf(segment, 'raid');
  return segment.type === 'raid0' ? listed : listed.filter((_, at) => at % 2 === 1);
}

/** The first leg that is not behind and whose PVs are all there. */
function runsOfLegs(work: Work, legs: readonly SegmentArea[], wanted: Wanted): Runs {
  let reason = 'it has no legs';
  for (const leg of legs) {
    if (work.staleLegs.has(leg.name)) {
      reason = `its leg ${leg.name} is behind the others`;
      continue;
    }
    const runs = runsOfArea(work, leg, wanted);
    if (runs.ok) {
      if (leg.kind === 'volume' && !work.legs.includes(leg.name)) work.legs.push(leg.name);
      return runs;
    }
    reason = runs.reason;
  }
  return failed(reason);
}

function runsOfStripes(
  work: Work,
  { segment, areas }: { readonly segment: LvmSegment; readonly areas: readonly SegmentArea[] },
  wanted: Wanted,
): Runs {
  const [only] = areas;
  const count = segment.settings.get('stripe_count') ?? areas.length;
  if (!only || count !== areas.length) return failed('it does not say what it is made of');
  if (areas.length === 1) return runsOfArea(work, only, wanted);
  const whole = lengthOf(work, segment);
  const stripeSizeBytes = Number(segment.settings.get('stripe_size') ?? 0) * SECTOR_BYTES;
  const column = whole / areas.length;
  if (!Number.isSafeInteger(stripeSizeBytes) || stripeSizeBytes <= 0 || column % stripeSizeBytes !== 0)
    return failed('its stripes do not come out even');
  const columns: (readonly LayoutRun[])[] = [];
  for (const area of areas) {
    const runs = runsOfArea(work, area, { ...wanted, from: 0, length: column });
    if (!runs.ok) return runs;
    columns.push(runs.value);
  }
  const { from, length } = wanted;
  return { ok: true, value: [{ kind: 'striped', offset: 0, length, from, stripeSizeBytes, columns }] };
}

function runsOfArea(work: Work, area: SegmentArea, { from, length, above }: Wanted): Runs {
  if (area.startExtent === null) return failed(`it does not say where in ${area.name} it begins`);
  const start = area.startExtent * work.extentSizeBytes + from;
  if (!Number.isSafeInteger(start)) return failed('it would begin past any end');
  if (area.kind === 'volume') {
    const volume = work.volumes.get(area.name);
    if (!volume) return failed(`it is made of ${area.name}, and there is no such volume`);
    return runsOfVolume(work, volume, { from: start, length, above });
  }
  const pv = work.pvs.get(area.name);
  if (!pv) return failed(`it is made of ${area.name}, and there is no such PV`);
  return runsOnPv(work, pv, { start, length });
}

function runsOnPv(
  work: Work,
  pv: LvmPv,
  { start, length }: { readonly start: number; readonly length: number },
): Runs {
  const why = whyDamaged(pv);
  const { extentCount, extentsAtBytes } = pv;
  if (why !== null || extentCount === null || extentsAtBytes === null)
    return failed(`its PV ${pv.key} is unreadable: ${why ?? 'it does not say where its extents are'}`);
  // Only for a reason: a group may have many pieces.
  const uuid = () => dashedUuid(pv.uuid);
  if (start + length > extentCount * work.extentSizeBytes)
    return failed(`it reaches past the last extent of the PV ${uuid()}`);
  const room = work.roomOf(pv.key);
  if (!room.ok) return failed(`it needs the PV ${uuid()}, ${room.reason}`);
  const pvOffset = extentsAtBytes + start;
  if (!Number.isSafeInteger(pvOffset + length)) return failed('it would begin past any end');
  if (pvOffset + length > room.value)
    return failed(`it reaches past the end of what the PV ${uuid()} lies on, which has ${room.value} bytes`);
  if (--work.piecesLeft < 0) return failed(TOO_MANY);
  return { ok: true, value: [{ kind: 'plain', offset: 0, length, pv: pv.key, pvOffset }] };
}

function failed(reason: string): Understood<never> {
  return { ok: false, reason };
}
