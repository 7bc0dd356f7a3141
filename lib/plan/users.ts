import { holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import { usesOf } from '../stack/uses-of.ts';

/**
 * Whether nothing uses a device, which is so only where everything that would show a user was read. The partitions of a disk,
 * loop or nbd do not hold it: they are removed with it, and count by what uses them. What uses them in turn is a device's to answer
 * for that is in the plan itself.
 */
export function isUnused(index: StackIndex, device: Device): boolean {
  return [device, ...partitionsOf(index, device)].every(
    (each) =>
      usesOf(index, each).length === 0 &&
      holdersOf(index, each.devNo).every(({ edge }) => edge.kind === 'partition'),
  );
}

export function partitionsOf(index: StackIndex, device: Device): readonly Device[] {
  return holdersOf(index, device.devNo).flatMap(({ holder, edge }) =>
    edge.kind === 'partition' ? [holder] : [],
  );
}
