import type { DevNo } from '../block/dev-no.ts';
import type { MountInfo } from '../block/parse-mountinfo.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import type { Process } from './device-users.ts';
import { mountedDevice, type Paths } from './paths.ts';
import type { Mount } from './stack.ts';

/** What the system uses devices for: mounts in every mount namespace, and swap. */
export type Uses = {
  readonly mounts: ReadonlyMap<DevNo, readonly Mount[]>;
  readonly swaps: ReadonlyMap<DevNo, { readonly priority: number; readonly usedBytes: number }>;
  /** By the device of the file system that they are on. */
  readonly swapFiles: ReadonlyMap<DevNo, readonly string[]>;
};

/** A mount while its namespaces are still being gathered. */
type MountSeen = Mount & { readonly alsoSeenByPids: number[] };

function mountOf(info: MountInfo, process: (pid: number) => Process): Omit<Mount, 'alsoSeenByPids'> {
  return {
    mountPoint: info.mountPoint,
    fsType: info.fsType,
    isReadOnly: info.isReadOnly,
    root: info.root,
    namespacePid: info.namespace?.pid ?? null,
    namespaceProcess: info.namespace ? process(info.namespace.pid) : null,
  };
}

export function usesOf(snapshot: Snapshot, paths: Paths, process: (pid: number) => Process): Uses {
  const mounts = new Map<DevNo, MountSeen[]>();
  for (const info of snapshot.mounts) {
    const devNo = mountedDevice(info, paths.device);
    if (devNo === null) continue;
    const known = mounts.get(devNo) ?? [];
    if (known.length === 0) mounts.set(devNo, known);
    const pid = info.namespace?.pid ?? null;
    const same = known.find((other) => other.mountPoint === info.mountPoint && other.root === info.root);
    if (same === undefined) known.push({ ...mountOf(info, process), alsoSeenByPids: [] });
    else if (pid !== null) same.alsoSeenByPids.push(pid);
  }
  const swaps = new Map<DevNo, { priority: number; usedBytes: number }>();
  const swapFiles = new Map<DevNo, readonly string[]>();
  for (const { path, isFile, priority, usedBytes } of snapshot.swaps) {
    const devNo = isFile ? paths.holding(path) : paths.device(path);
    if (devNo === null) continue;
    if (isFile) swapFiles.set(devNo, [...(swapFiles.get(devNo) ?? []), path]);
    else swaps.set(devNo, { priority, usedBytes });
  }
  return { mounts, swaps, swapFiles };
}
