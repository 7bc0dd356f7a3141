import { splitArguments } from '../dm/targets/argument-cursor.ts';
import { parseRaidTable } from '../dm/targets/raid.ts';
import { lvmNames } from '../stack/describe.ts';
import type { Device } from '../stack/stack.ts';
import { groupUuidOf, type VolumeGroup, volumesByName } from './volume-groups.ts';

/**
 * `lvconvert --splitmirrors 1 --trackchanges` takes an image out of a raid1, to be used alone until it is merged again: the
 * array's table has `- -` in its place, and the image and its metadata stay active beside it.
 */
export type TrackedSplit = {
  readonly array: Device;
  readonly number: number;
  readonly image: Device;
  readonly metadata: Device | null;
};

/** By array. */
export function trackedSplits(
  devices: readonly Device[],
  groups: ReadonlyMap<string, VolumeGroup>,
): ReadonlyMap<Device, readonly TrackedSplit[]> {
  const found = new Map<Device, readonly TrackedSplit[]>();
  for (const array of devices) {
    const missing = emptyPlaces(array);
    const owner = missing.length === 0 ? undefined : lvmNames(array)?.lvName;
    const group = groups.get(groupUuidOf(array) ?? '');
    if (owner === undefined || !group) continue;
    const splits = missing.flatMap((number) => splitOf(array, number, `${owner}_`, group));
    if (splits.length > 0) found.set(array, splits);
  }
  return found;
}

function emptyPlaces({ dm }: Device): readonly number[] {
  const [segment] = dm?.segments ?? [];
  if (segment?.target !== 'raid' || dm?.made.kind !== 'lvm') return [];
  const table = parseRaidTable(splitArguments(segment.args));
  return table.ok ? table.value.members.flatMap(({ data }, i) => (data === null ? [i] : [])) : [];
}

function splitOf(array: Device, number: number, prefix: string, group: VolumeGroup): readonly TrackedSplit[] {
  const volumes = volumesByName(group);
  const image = volumes.get(`${prefix}rimage_${number}`);
  const metadata = volumes.get(`${prefix}rmeta_${number}`) ?? null;
  return image ? [{ array, number, image, metadata }] : [];
}
