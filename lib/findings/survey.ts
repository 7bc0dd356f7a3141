import type { DevNo } from '../block/dev-no.ts';
import { deviceOf, indexStack, type StackIndex } from '../stack/index-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { knownUsesOf } from '../stack/uses-of.ts';
import type { Steps } from '../steps.ts';
import { type InactiveGuestGroup, inactiveGuestGroups } from './inactive-guest-groups.ts';
import { type LeftOver, leftOvers } from './left-over.ts';
import { type Nesting, nestings, thinCopies } from './nesting.ts';
import { type TrackedSplit, trackedSplits } from './tracked-split.ts';
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
  /** Volume groups that were read inside guests' disks, and of which nothing is active. */
  readonly inactiveGuestGroups: readonly InactiveGuestGroup[];
  /** Images that were taken out of their arrays to be merged again; by array. */
  readonly trackedSplits: ReadonlyMap<Device, readonly TrackedSplit[]>;
  /** Opened to look into a disk, and forgotten. */
  readonly leftOvers: readonly LeftOver[];
  /** Thin volumes that are a copy, with the volume they were copied from; see `thinCopies`. */
  readonly thinCopies: ReadonlyMap<DevNo, Device | null>;
  /** Mounted, swapped to or open – it, or anything that stands on it. */
  readonly isInUse: (devNo: DevNo) => boolean;
};

/** How the host was, and how long ago that is. */
export type Earlier = { readonly stack: Stack; readonly secondsAgo: number };

/** An earlier stack of another host says nothing of this one, and is left aside. */
export function* surveyInSteps(stack: Stack, earlier: Earlier | null): Steps<Survey> {
  const previous = earlier?.stack.host.name === stack.host.name ? earlier.stack : null;
  const index = indexStack(stack);
  yield;
  const used = downFrom(
    index,
    stack.devices.filter((device) => knownUsesOf(index, device).length > 0),
  );
  yield;
  const groups = volumeGroups(stack);
  yield;
  const copies = thinCopies(index);
  yield;
  const ground = {
    index,
    thinCopies: copies,
    isInUse: (devNo: DevNo) => used.has(devNo),
  };
  const nested = nestings(index, groups, copies);
  yield;
  const inactive = inactiveGuestGroups(index, groups, copies);
  yield;
  const left = leftOvers(ground);
  yield;
  const elapsed = previous && earlier ? earlier.secondsAgo : 0;
  return {
    stack,
    previous,
    elapsedSeconds: elapsed > 0 ? elapsed : null,
    before: (device) => previous && deviceOf(previous, device.identity),
    groups,
    trackedSplits: trackedSplits(stack.devices, groups),
    nestings: nested,
    inactiveGuestGroups: inactive,
    ...ground,
    leftOvers: left,
  };
}
