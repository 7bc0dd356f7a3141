import type { DevNo } from '../block/dev-no.ts';
import { lvmNames } from '../stack/describe.ts';
import { holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import { groupUuidOf, type VolumeGroup, volumesByName } from './volume-groups.ts';

/**
 * Hidden volumes that LVM's other volumes are made of, by the suffix of their name: LVM lets nobody else use those
 * (apply_lvname_restrictions). Layers of a device, `vg-lv-real` and `vg-lv-cow`, are no volumes.
 */
export type LvmPart = {
  /** `lv_rimage_2`. */
  readonly lvName: string;
  /** `lv`: what the part belongs to, by its name. */
  readonly owner: string;
  /** `array's image`. */
  readonly words: string;
  /** `_rimage_2`. */
  readonly suffix: string;
};

const SUFFIXES: readonly (readonly [RegExp, string])[] = [
  [/_rimage_\d+$/, "array's image"],
  [/_rmeta_\d+$/, "array's metadata"],
  [/_(?:mimage|mimagetmp)_\d+$/, "mirror's leg"],
  [/_mlog$/, "mirror's log"],
  [/_tdata$/, "thin pool's data"],
  [/_tmeta$/, "thin pool's metadata"],
  [/_cdata$/, "cache's data"],
  [/_cmeta$/, "cache's metadata"],
  [/_corig$/, "cache's origin"],
  [/_wcorig$/, "writecache's origin"],
  [/_cvol$/, "cache's volume"],
  [/_iorig$/, "checksummed image's data"],
  [/_imeta$/, "checksummed image's checksums"],
  [/_vdata$/, "VDO pool's data"],
];

/** Null for a volume of its own, for a layer that is no volume (`vg-lv-real`), and for what LVM did not make. */
export function lvmPart(device: Device): LvmPart | null {
  const names = lvmNames(device);
  if (names === null || isLayerByName(device)) return null;
  const { lvName } = names;
  for (const [pattern, words] of SUFFIXES) {
    const suffix = pattern.exec(lvName)?.[0];
    if (suffix !== undefined && suffix !== lvName)
      return { lvName, owner: lvName.slice(0, -suffix.length), words, suffix };
  }
  return null;
}

/** `vg-lv-real` is a layer of `vg/lv`, `vg-lv_tdata` a volume: only the first has the layer in its name. */
function isLayerByName(device: Device): boolean {
  const { made } = device.dm ?? {};
  return made?.kind === 'lvm' && made.layer !== '' && device.name.endsWith(`-${made.layer}`);
}

type Ground = {
  readonly index: StackIndex;
  readonly groups: ReadonlyMap<string, VolumeGroup>;
  readonly isInUse: (devNo: DevNo) => boolean;
};

/** A part that nothing stands on and nobody uses; null for any other, and for an image whose array is active beside it. */
export function lonePart(device: Device, { index, groups, isInUse }: Ground): LvmPart | null {
  const part = lvmPart(device);
  if (part === null || holdersOf(index, device.devNo).length > 0 || isInUse(device.devNo)) return null;
  if (!isImage(part)) return part;
  const group = groups.get(groupUuidOf(device) ?? '');
  return group && volumesByName(group).has(part.owner) ? null : part;
}

/** Of an array or a mirror. */
export function isImage({ suffix }: LvmPart): boolean {
  return /^_(rimage|rmeta|mimage|mimagetmp)_/.test(suffix);
}

/** LVM activates a component by hand read-only, but images of arrays as they are: of those nothing tells. */
export function isByHand({ dm }: Device, { suffix }: LvmPart): boolean {
  return dm?.isReadOnly === true || /^_r(image|meta)_/.test(suffix);
}
