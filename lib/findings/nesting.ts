import type { DevNo } from '../block/dev-no.ts';
import { splitArguments } from '../dm/targets/argument-cursor.ts';
import { thin } from '../dm/targets/thin.ts';
import type { StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import { isOpen } from './openers.ts';
import { isSparseVolume } from './sparse-volume.ts';
import { thinOrigin } from './thin-origin.ts';
import { groupUuidOf, type VolumeGroup } from './volume-groups.ts';
import { basesOf } from './walk.ts';

/**
 * How dmscope tells a guest's volume group from the host's own. Not by names: a guest may call its group as it likes.
 * Going down from a group's volumes, through partition maps, LUKS, md, loops and whatever lies between, one comes either
 * to the host's hardware, or first to a volume of *another* group, to a snapshot, or to a disk image in a file. A group
 * that reaches hardware on any of its ways is the host's. The others are nested, and a nested group is
 *
 * - a guest's, activated by mistake, when it stands on a snapshot or on a thin volume that is a copy: nobody keeps the
 *   volumes of a host on a copy of a disk. That it is mounted (for a restore) makes it a smaller matter, not another one;
 * - the host's own when the host uses it: something in it is mounted, swapped to, or open by a process – unless the disk
 *   below it is open by somebody else as well, which is a guest that runs, and then two systems write to one disk;
 * - otherwise probably a guest's: active, and nobody uses it.
 *
 * An image in a file counts as a guest's disk only when it looks like a disk: served by nbd, or with a partition table
 * inside. A group right at the start of a loop's file is how test clouds keep their own (`cinder-volumes`).
 */
export type Nesting = {
  readonly group: VolumeGroup;
  readonly kind: 'snapshot' | 'volume' | 'image';
  /** The snapshot, the other group's volume, or the loop or nbd that presents the image. */
  readonly carrier: Device;
  /** What lies between the group's volumes and the carrier, from the top. */
  readonly way: readonly Device[];
};

/** In the stack's order. */
export function nestings(
  index: StackIndex,
  groups: ReadonlyMap<string, VolumeGroup>,
  copies: ReadonlyMap<DevNo, Device | null>,
): readonly Nesting[] {
  return [...groups.values()].flatMap((group) => {
    const { carriers, reachesHardware } = disksBelow(group.devices, index, copies);
    const isOwn = ({ kind }: Carrying) => reachesHardware && kind !== 'snapshot';
    return carriers.filter((carrying) => !isOwn(carrying)).map((carrying) => ({ group, ...carrying }));
  });
}

export type Carrying = Omit<Nesting, 'group'>;

/** A device on the way down, linked to the one above it: a way is written out only where it ends at a carrier. */
type Step = { readonly device: Device; readonly above: Step | null; readonly isInsidePartition: boolean };

export type DisksBelow = { readonly carriers: readonly Carrying[]; readonly reachesHardware: boolean };

/**
 * What devices that belong together stand on, down to the first carrier of each way. Members of the volume group they
 * belong to are passed through. Linear in what lies between.
 */
export function disksBelow(
  devices: readonly Device[],
  index: StackIndex,
  copies: ReadonlyMap<DevNo, Device | null>,
): DisksBelow {
  const [own] = devices.flatMap((device) => groupUuidOf(device) ?? []);
  const below = devices.flatMap((device) => stepsBelow(device, null, index));
  return disksFrom(below, { index, copies, own: own ?? null });
}

/** The same, where the device itself may be the carrier. */
export function disksAt(
  device: Device,
  index: StackIndex,
  copies: ReadonlyMap<DevNo, Device | null>,
): DisksBelow {
  return disksFrom([{ device, above: null, isInsidePartition: false }], { index, copies, own: null });
}

type Ground = {
  readonly index: StackIndex;
  readonly copies: ReadonlyMap<DevNo, Device | null>;
  /** The group whose members are passed through. */
  readonly own: string | null;
};

function disksFrom(first: readonly Step[], { index, copies, own }: Ground): DisksBelow {
  const carriers: Carrying[] = [];
  const seen = new Set<DevNo>();
  let reachesHardware = false;
  const pending = [...first];
  for (const step of pending) {
    const { device } = step;
    if (seen.has(device.devNo)) continue;
    seen.add(device.devNo);
    if (own !== null && groupUuidOf(device) === own) continue;
    const kind = carrierKind(step, index, copies);
    if (kind !== null) carriers.push({ kind, carrier: device, way: wayTo(step) });
    else if (isHardware(device) || isOwnSparse(device, index)) reachesHardware = true;
    else for (const next of stepsBelow(device, step, index)) pending.push(next);
  }
  return { carriers, reachesHardware };
}

function stepsBelow(device: Device, above: Step | null, index: StackIndex): readonly Step[] {
  const isInsidePartition = isPartition(device) || (above?.isInsidePartition ?? false);
  return basesOf(index, device).map((base) => ({ device: base, above, isInsidePartition }));
}

function wayTo({ above }: Step): readonly Device[] {
  const way: Device[] = [];
  for (let step = above; step; step = step.above) way.push(step.device);
  return way.reverse();
}

function carrierKind(
  { device, isInsidePartition }: Step,
  index: StackIndex,
  copies: ReadonlyMap<DevNo, Device | null>,
): Nesting['kind'] | null {
  if (isSnapshot(device, index) || copies.has(device.devNo)) return 'snapshot';
  if (isOwnSparse(device, index)) return null;
  if (groupUuidOf(device) !== null) return 'volume';
  const standsOnDevice = device.bases.some(({ kind }) => kind === 'loop' || kind === 'nbd');
  if (standsOnDevice) return null;
  if (device.nbd && device.nbd.files.length > 0) return 'image';
  const isDisk = isInsidePartition || (device.loop?.offsetBytes ?? 0) > 0;
  return device.loop && isDisk ? 'image' : null;
}

/** A sparse volume of the host is a disk for what it keeps on it, unless somebody has it open: a guest does. */
function isOwnSparse(device: Device, index: StackIndex): boolean {
  return isSparseVolume(device, index) && !isOpen(device);
}

/** A disk, or a file system's file: the bottom, as far as one can see. */
function isHardware(device: Device): boolean {
  return !device.bases.some(({ kind }) => kind !== 'loop-file' && kind !== 'nbd-file');
}

/**
 * Classic copy-on-write, but no sparse volume; a snapshot that is being merged has become its origin. Where the tables
 * are not known, standing on a device that LVM's UUID calls a copy-on-write store says the same.
 */
export function isSnapshot(device: Device, index: StackIndex): boolean {
  const { dm, bases } = device;
  if (!dm || isSparseVolume(device, index)) return false;
  if (dm.segments.length > 0) return dm.segments.some(({ target }) => target === 'snapshot');
  return bases.some(({ base }) => {
    const made = index.byDevNo.get(base)?.dm?.made;
    return made?.kind === 'lvm' && made.layer === 'cow';
  });
}

export function isPartition(device: Device): boolean {
  return device.kind === 'partition' || device.dm?.made.kind === 'partition';
}

/** What cryptsetup opened to decrypt; verity and integrity devices carry its UUIDs too, but only check. */
export function isEncryption({ dm }: Device): boolean {
  return dm?.made.kind === 'crypt' && !/^(VERITY|INTEGRITY|SUBDEV|TEMP)$/.test(dm.made.format);
}

/**
 * Thin volumes that are copies of another. The kernel does not tell where a thin volume came from; three things prove it:
 * an external origin, what LVM's backup says (of an origin that need not be active), and the same signature (PV, LUKS or file system UUID) as another volume of the same pool. Of two
 * such, the one with the higher thin ID was made later. The origin of a copy is the oldest that has its signature.
 */
export function thinCopies(index: StackIndex): ReadonlyMap<DevNo, Device | null> {
  const copies = new Map<DevNo, Device | null>();
  const oldest = new Map<string, { readonly device: Device; readonly thinId: number }>();
  const volumes = [...thinVolumes(index)];
  for (const { device, signature, thinId, externalOrigin } of volumes) {
    if (externalOrigin) copies.set(device.devNo, externalOrigin);
    else if (thinOrigin(device, index.stack.host.lvm)) copies.set(device.devNo, null);
    const known = signature === null ? null : oldest.get(signature);
    if (signature !== null && (!known || thinId < known.thinId)) oldest.set(signature, { device, thinId });
  }
  for (const { device, signature, thinId } of volumes) {
    const first = signature === null ? null : oldest.get(signature);
    if (first && first.thinId < thinId) copies.set(device.devNo, first.device);
  }
  return copies;
}

type ThinVolume = {
  readonly device: Device;
  /** Its pool and the UUID that was found on it; null where none was. */
  readonly signature: string | null;
  readonly thinId: number;
  readonly externalOrigin: Device | null;
};

function* thinVolumes(index: StackIndex): Generator<ThinVolume> {
  for (const device of index.stack.devices) {
    const [segment, ...more] = device.dm?.segments ?? [];
    if (segment?.target !== 'thin' || more.length > 0) continue;
    const table = thin.parseTable(splitArguments(segment.args), segment);
    if (!table.ok) continue;
    const uuid = device.fileSystem?.uuid ?? '';
    const origin = device.bases.find(({ roles }) => roles.includes('external origin'));
    yield {
      device,
      signature: uuid === '' ? null : `${table.value.pool} ${uuid}`,
      thinId: table.value.thinId,
      externalOrigin: (origin && index.byDevNo.get(origin.base)) ?? null,
    };
  }
}
