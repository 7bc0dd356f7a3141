import { lvmNames } from '../stack/describe.ts';
import type { Device, Stack } from '../stack/stack.ts';

/** A volume group with active volumes: what the UUIDs of its mapped devices say belongs together. */
export type VolumeGroup = {
  readonly uuid: string;
  /** As its devices' names have it; empty when they were all renamed. */
  readonly name: string;
  /** Every mapped device of it, with hidden parts such as `-cow`, in the stack's order. */
  readonly devices: readonly Device[];
};

/** By VG UUID, in the stack's order. */
export function volumeGroups(stack: Stack): ReadonlyMap<string, VolumeGroup> {
  const members = new Map<string, Device[]>();
  for (const device of stack.devices) {
    const uuid = groupUuidOf(device);
    if (uuid === null) continue;
    const known = members.get(uuid);
    if (known) known.push(device);
    else members.set(uuid, [device]);
  }
  return new Map([...members].map(([uuid, devices]) => [uuid, { uuid, name: nameAmong(devices), devices }]));
}

/** The UUID of the volume group that a mapped device belongs to; null for one LVM did not make. */
export function groupUuidOf(device: Device): string | null {
  return device.dm?.made.kind === 'lvm' ? device.dm.made.vgUuid : null;
}

function nameAmong(devices: readonly Device[]): string {
  for (const device of devices) {
    const names = lvmNames(device);
    if (names) return names.vgName;
  }
  return '';
}

const named = new WeakMap<VolumeGroup, ReadonlyMap<string, Device>>();

/** Its devices by the name of their volume, hidden ones too; of several layers of one volume the first. */
export function volumesByName(group: VolumeGroup): ReadonlyMap<string, Device> {
  const known = named.get(group) ?? byName(group);
  named.set(group, known);
  return known;
}

function byName({ devices }: VolumeGroup): ReadonlyMap<string, Device> {
  const found = new Map<string, Device>();
  for (const device of devices) {
    const name = lvmNames(device)?.lvName;
    if (name !== undefined && !found.has(name)) found.set(name, device);
  }
  return found;
}
