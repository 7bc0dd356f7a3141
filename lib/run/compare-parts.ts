import { differences, diffOfStacks, type Fate } from '../diff/stack-diff.ts';
import type { Stack } from '../stack/stack.ts';

/** By a device's identity, for those of either stack that differ. Counts alone make no difference. */
export function compareParts(before: Stack, after: Stack): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>();
  for (const { kind, device, words } of differences(diffOfStacks(before, after)).values()) {
    const told = kind === 'changed' ? words.filter((word) => !COUNTS.test(word)) : [];
    if (kind !== 'changed' || told.length > 0) fates.set(device.identity, { kind, words: told });
  }
  return fates;
}

const COUNTS = /^(open count|event number) /;
