import { MISSING } from '../import/missing.ts';
import type { Device, MappedDevice, Stack } from '../stack/stack.ts';

/** Takes from both sides what one of them does not tell, so that not knowing is not taken for change. */
export type Comparable = {
  readonly sides: (before: Device, after: Device) => readonly [Device, Device];
  /** Whether the other side would have told of such a device. */
  readonly isTold: (device: Device) => boolean;
  readonly notCompared: readonly string[];
};

const COMPARED: ReadonlySet<string> = new Set(Object.values(MISSING));

export function comparable(before: Stack, after: Stack): Comparable {
  const missing = new Set([...(before.host.origin?.missing ?? []), ...(after.host.origin?.missing ?? [])]);
  const lacks = (what: string) => missing.has(what);
  const told = (device: Device): Device => ({
    ...device,
    sizeBytes:
      lacks(MISSING.sizes) || lacks(MISSING.tables) || lacks(MISSING.others) ? null : device.sizeBytes,
    isReadOnly: lacks(MISSING.readOnly) ? false : device.isReadOnly,
    fileSystem: lacks(MISSING.contents) ? null : device.fileSystem,
    mounts: lacks(MISSING.mounts) ? [] : device.mounts,
    swap: lacks(MISSING.swap) ? null : device.swap,
    dm: device.dm && toldOfMapped(device.dm, lacks),
  });
  return {
    sides: (was, is) => alike(told(was), told(is)),
    isTold: (device) => !lacks(MISSING.others) || device.dm !== null,
    notCompared: [...missing].filter((what) => COMPARED.has(what)),
  };
}

function toldOfMapped(dm: MappedDevice, lacks: (what: string) => boolean): MappedDevice {
  return {
    ...dm,
    isReadOnly: lacks(MISSING.readOnly) ? false : dm.isReadOnly,
    isSuspended: lacks(MISSING.suspended) ? false : dm.isSuspended,
    segments: lacks(MISSING.tables) ? [] : dm.segments,
  };
}

/** What is told of one device on one side only, and the order of bases, which a text may not tell. */
function alike(was: Device, is: Device): readonly [Device, Device] {
  const isPendingKnown = was.dm?.isDeferredRemove != null && is.dm?.isDeferredRemove != null;
  const rank = new Map(is.bases.map(({ base }, i) => [base, i]));
  const bases = [...was.bases].sort((a, b) => (rank.get(a.base) ?? -1) - (rank.get(b.base) ?? -1));
  const withPending = (dm: MappedDevice | null) =>
    dm && (isPendingKnown ? dm : { ...dm, isDeferredRemove: null });
  return [
    { ...withInsideAsOf(was, is), bases, dm: withPending(was.dm) },
    { ...withInsideAsOf(is, was), dm: withPending(is.dm) },
  ];
}

/** What is inside is not told by every capture, and that it was read again is no change. */
function withInsideAsOf({ inside, ...device }: Device, other: Device): Device {
  return inside && other.inside ? { ...device, inside: { ...inside, readAtSeconds: 0 } } : device;
}
