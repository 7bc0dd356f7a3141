import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DevNo } from '../../lib/block/dev-no.ts';
import { indexStack } from '../../lib/stack/index-stack.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';

/**
 * A text for each device that changes when the host changes what it is, or what it stands on: then it is read anew. What is written to a
 * device changes nothing of it.
 */
export function createKeys(
  stack: Stack,
  diskSequence: (kname: string) => string = readDiskSequence,
): (device: Device) => string {
  const { byDevNo } = indexStack(stack);
  const keys = new Map<DevNo, string>();
  return function keyOf(device: Device): string {
    const { devNo, kname, sizeBytes, dm, loop, nbd, bases } = device;
    const before = keys.get(devNo);
    if (before !== undefined) return before;
    keys.set(devNo, '');
    const below = bases.map(({ base }) => {
      const found = byDevNo.get(base);
      return found ? keyOf(found) : base;
    });
    const segments = dm?.segments.map(({ startSector, target, args }) => [startSector, target, args]);
    const own = [devNo, kname, sizeBytes, dm?.rawName, dm?.uuid, dm?.eventNumber, segments, loop, nbd?.pid];
    const key = createHash('sha256')
      .update(JSON.stringify([own, kname === null ? '' : diskSequence(kname), below]))
      .digest('hex')
      .slice(0, 16);
    keys.set(devNo, key);
    return key;
  };
}

/** Counts the disks that a kernel had, so that one which came in the place of another is told from it (Linux 5.15). */
function readDiskSequence(kname: string): string {
  try {
    return readFileSync(`/sys/class/block/${kname}/diskseq`, 'latin1').trim();
  } catch {
    return '';
  }
}
