import { changeWords } from '../stack/change-words.ts';
import type { Stack } from '../stack/stack.ts';

/** What became of a device between two looks at the same part of a stack; `words` are empty where it is plain. */
export type Fate = {
  readonly kind: 'goes' | 'comes' | 'changes';
  readonly words: readonly string[];
};

/** By a device's identity, for those of either stack that differ. Counts alone make no difference. */
export function compareParts(before: Stack, after: Stack): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>();
  const was = new Map(before.devices.map((device) => [device.identity, device]));
  const is = new Map(after.devices.map((device) => [device.identity, device]));
  for (const [identity, device] of was) {
    const now = is.get(identity);
    if (now === undefined) {
      fates.set(identity, { kind: 'goes', words: [] });
      continue;
    }
    const words = changeWords(device, now).filter((word) => !COUNTS.test(word));
    if (words.length > 0) fates.set(identity, { kind: 'changes', words });
  }
  for (const identity of is.keys()) if (!was.has(identity)) fates.set(identity, { kind: 'comes', words: [] });
  return fates;
}

const COUNTS = /^(open count|event number) /;
