import type { DevNo } from '../block/dev-no.ts';
import type { InsideGroup } from '../lvm/inside.ts';
import type { StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import { type Carrying, disksAt, type Nesting } from './nesting.ts';
import type { VolumeGroup } from './volume-groups.ts';

/**
 * A volume group that dmscope has read inside a guest's disk, of which nothing is active. It is told from the host's own as an
 * active one is (nesting.ts): by what it stands on. The host's LVM may activate it.
 */
export type InactiveGuestGroup = Nesting & {
  /** What it was read on: the disk itself, or a map or LUKS over it. */
  readonly pv: Device;
  readonly inside: InsideGroup;
};

/** Groups in a partition of a disk do not count: LVM sees them only where somebody has made a map of the partition. */
export function inactiveGuestGroups(
  index: StackIndex,
  groups: ReadonlyMap<string, VolumeGroup>,
  copies: ReadonlyMap<DevNo, Device | null>,
): readonly InactiveGuestGroup[] {
  const seen = pvsSeen(index);
  return index.stack.devices.flatMap((pv) => {
    const found = pv.inside?.pvs.find(({ partitionNumber }) => partitionNumber === null)?.group ?? null;
    if (found === null || groups.has(found.uuid)) return [];
    // A group is activated whole, and by the system that it says it belongs to.
    if (found.systemId !== '' || (seen.get(found.uuid)?.size ?? 0) < found.pvCount) return [];
    const group: VolumeGroup = { uuid: found.uuid, name: found.name, devices: [] };
    return guestDisksOf(pv, index, copies).map((carrying) => ({ ...carrying, group, pv, inside: found }));
  });
}

/** The guests' disks that a device is, or is a way into; empty for the host's own hardware. */
export function guestDisksOf(
  device: Device,
  index: StackIndex,
  copies: ReadonlyMap<DevNo, Device | null>,
): readonly Carrying[] {
  const { carriers, reachesHardware } = disksAt(device, index, copies);
  return reachesHardware ? [] : carriers;
}

/** UUIDs of the PVs that were read, by that of their group. */
function pvsSeen({ stack }: StackIndex): ReadonlyMap<string, ReadonlySet<string>> {
  const seen = new Map<string, Set<string>>();
  for (const { inside } of stack.devices) {
    for (const { uuid, group } of inside?.pvs ?? []) {
      if (group === null) continue;
      const known = seen.get(group.uuid);
      if (known) known.add(uuid);
      else seen.set(group.uuid, new Set([uuid]));
    }
  }
  return seen;
}
