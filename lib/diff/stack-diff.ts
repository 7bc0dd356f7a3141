import type { DevNo } from '../block/dev-no.ts';
import { changeWords, newcomerWords } from '../stack/change-words.ts';
import type { Device, Host, Stack } from '../stack/stack.ts';
import { comparable } from './comparable.ts';
import { matchDevices } from './match-devices.ts';
import { renumbered } from './renumber.ts';

/**
 * What was added, removed and changed between two stacks: of one host at two times, or of two hosts. A device is the same where its
 * identity is, whatever number the kernel gave it that day, so everything of the earlier stack is first told in the numbers
 * of the later one. What one of the two does not tell is not compared, and said.
 */
export type DeviceDiff =
  | { readonly kind: 'added'; readonly device: Device; readonly words: readonly string[] }
  | { readonly kind: 'removed'; readonly device: Device; readonly words: readonly string[] }
  | {
      readonly kind: 'changed';
      readonly device: Device;
      readonly before: Device;
      readonly words: readonly string[];
    }
  | { readonly kind: 'same'; readonly device: Device; readonly words: readonly string[] };

/** What became of a device from one look to the next; `words` are empty where it is plain. */
export type Fate = {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly words: readonly string[];
};

export type StackDiff = {
  readonly before: Host;
  readonly after: Host;
  /** Those of the later stack in its order, then those that were removed; numbered as in `union`. */
  readonly devices: readonly DeviceDiff[];
  /** Everything that is in either of them: the later stack, and what was removed where it stood. */
  readonly union: Stack;
  /** Facts that one of the two does not tell, in words. */
  readonly notCompared: readonly string[];
};

export function diffOfStacks(before: Stack, after: Stack): StackDiff {
  const pairs = matchDevices(before.devices, after.devices, {
    isOneHost: before.host.name === after.host.name,
  });
  const earlier = renumbered(before.devices, pairs, new Set(after.devices.map(({ devNo }) => devNo)));
  const were = new Map(earlier.map((device, i) => [pairs.get(before.devices[i] as Device) ?? null, device]));
  const compare = comparable(before, after);
  const present = after.devices.map((device): DeviceDiff => {
    const was = were.get(device);
    if (was === undefined) return { kind: 'added', device, words: newcomerWords(device) };
    const words = changeWords(...compare.sides(was, device));
    return words.length === 0
      ? { kind: 'same', device, words }
      : { kind: 'changed', device, before: was, words };
  });
  const removed = earlier
    .filter((_, i) => !pairs.has(before.devices[i] as Device))
    .map((device): DeviceDiff => ({ kind: 'removed', device, words: ['removed'] }));
  const devices = [...present, ...removed].filter(
    ({ kind, device }) => kind === 'same' || compare.isTold(device),
  );
  const union: Stack = { ...after, devices: [...present, ...removed].map(({ device }) => device) };
  return { before: before.host, after: after.host, devices, union, notCompared: compare.notCompared };
}

export function isSame(diff: StackDiff): boolean {
  return diff.devices.every(({ kind }) => kind === 'same');
}

/** Of devices that are not the same, by number. */
export function differences(diff: StackDiff): ReadonlyMap<DevNo, DeviceDiff & Fate> {
  return new Map(
    diff.devices.flatMap((each) => (each.kind === 'same' ? [] : [[each.device.devNo, each] as const])),
  );
}
