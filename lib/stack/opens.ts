import type { DevNo } from '../block/dev-no.ts';
import { parseDevNo } from '../block/dev-no.ts';
import { devicesOfSegment } from '../dm/segment-details.ts';
import type { Opener } from './device-users.ts';
import type { Device } from './stack.ts';

/**
 * The kernel counts who has a mapped device open. Each device that stands on it holds it once, a table that is loaded
 * but not live as well; a file system once, however often it is mounted; swap twice (by its path, and exclusively);
 * a process once or more for each file, also one that it has only mapped. The rest leaves no trace: a mount in a namespace that was
 * not seen, a process that came after the look.
 */
export function withUnexplainedOpens(devices: readonly Device[]): readonly Device[] {
  const holders = holderCounts(devices);
  return devices.map((device) => {
    const count = device.dm?.openCount ?? null;
    if (count === null) return device;
    const isMounted =
      device.mounts.length > 0 ||
      device.kernelUsers.some(({ kind }) => kind !== 'bcache' && kind !== 'inactive-table');
    const uses = (isMounted ? 1 : 0) + (device.swap ? 2 : 0);
    const files = (device.openedBy ?? []).reduce((sum, opener) => sum + opensOf(opener), 0);
    const explained = (holders.get(device.devNo) ?? 0) + uses + files;
    return { ...device, unexplainedOpens: Math.max(0, count - explained) };
  });
}

/** A mapping keeps open what its descriptor opened, and counts where that is closed. */
function opensOf({ fdCount, ways }: Opener): number {
  return fdCount > 0 ? fdCount : Number(ways?.includes('mapping') || ways?.includes('io-uring'));
}

function holderCounts(devices: readonly Device[]): ReadonlyMap<DevNo, number> {
  const counts = new Map<DevNo, number>();
  for (const device of devices) {
    for (const base of heldBy(device)) counts.set(base, (counts.get(base) ?? 0) + 1);
  }
  return counts;
}

/** A file between the two is held by its file system; an nbd's server is a process, and counted as one if it is known. */
function heldBy(device: Device): ReadonlySet<DevNo> {
  const bases = new Set<DevNo>();
  for (const { base, kind } of device.bases) {
    if (kind === 'loop-file' || kind === 'nbd-file' || kind === 'partition') continue;
    if (kind !== 'nbd' || device.openedBy === null) bases.add(base);
  }
  for (const segment of device.dm?.inactiveSegments ?? []) {
    for (const named of devicesOfSegment(segment)) {
      const base = parseDevNo(named.device);
      if (base !== null) bases.add(base);
    }
  }
  return bases;
}
