import type { DevNo } from '../block/dev-no.ts';
import { indexStack, type StackIndex } from '../stack/index-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { type LeftOver, leftOvers } from './left-over.ts';
import { type Nesting, nestings, thinCopies } from './nesting.ts';
import { isOpen } from './openers.ts';
import { type VolumeGroup, volumeGroups } from './volume-groups.ts';
import { downFrom } from './walk.ts';

/**
 * What all rules look at: the stack with its look-ups, and what several of them need to know of a device. Made once for
 * a stack, in time linear in devices and edges.
 */
export type Survey = {
  readonly stack: Stack;
  readonly index: StackIndex;
  readonly previous: Stack | null;
  /** Seconds since `previous`; null without one, or when the host's clock went back. */
  readonly elapsedSeconds: number | null;
  readonly before: (device: Device) => Device | null;
  /** By VG UUID. */
  readonly groups: ReadonlyMap<string, VolumeGroup>;
  /** Volume groups that stand on another's volumes, or on a disk image. */
  readonly nestings: readonly Nesting[];
  /** Opened to look into a disk, and forgotten. */
  readonly leftOvers: readonly LeftOver[];
  /** Thin volumes that are a copy, with the volume they were copied from; see `thinCopies`. */
  readonly thinCopies: ReadonlyMap<DevNo, Device>;
  /** Mounted, swapped to or open – it, or anything that stands on it. */
  readonly isInUse: (devNo: DevNo) => boolean;
};

/** An earlier stack of another host says nothing of this one, and is left aside. */
export function surveyOf(stack: Stack, earlier: Stack | null): Survey {
  const previous = earlier?.host.name === stack.host.name ? earlier : null;
  const index = indexStack(stack);
  const used = downFrom(index, stack.devices.filter(isUsedItself));
  const groups = volumeGroups(stack);
  const copies = thinCopies(index);
  const ground = {
    index,
    thinCopies: copies,
    isInUse: (devNo: DevNo) => used.has(devNo),
  };
  const byIdentity = new Map(previous?.devices.map((device) => [device.identity, device]));
  const elapsed = previous ? stack.host.timeSeconds - previous.host.timeSeconds : 0;
  return {
    stack,
    previous,
    elapsedSeconds: elapsed > 0 ? elapsed : null,
    before: (device) => byIdentity.get(device.identity) ?? null,
    groups,
    nestings: nestings(index, groups, copies),
    ...ground,
    leftOvers: leftOvers(ground),
  };
}

function isUsedItself(device: Device): boolean {
  return device.mounts.length > 0 || device.swap !== null || isOpen(device);
}
