import { type DevNo, majorOf, parseDevNo } from '../../../block/dev-no.ts';
import type { DeviceFacts, DeviceRef, MountFacts } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';

/** One mount as some program shows it. */
export type ShownMount = {
  readonly at: number;
  /** `/dev/sda1`, `/dev/sda1[/subvolume]`, `tmpfs`, `server:/export`. */
  readonly source?: string;
  readonly devNo?: DevNo | null;
  readonly mount: MountFacts;
};

/** Mounts by device, in the order of their first lines. Those of what is no block device are left out. */
export function mountedDevices(shown: readonly ShownMount[]): readonly DeviceFacts[] {
  const devices = new Map<string, { ref: DeviceRef; at: number; mounts: MountFacts[] }>();
  for (const { at, source = '', devNo, mount } of shown) {
    const { path, root } = splitSource(source);
    const ref = refOfMount(path, devNo ?? null);
    if (!ref) continue;
    const key = JSON.stringify(ref);
    const device = devices.get(key) ?? { ref, at, mounts: [] };
    const told = root === undefined || mount.root !== undefined ? mount : { ...mount, root };
    device.mounts.push(told);
    devices.set(key, device);
  }
  return [...devices.values()];
}

/** Major 0 is no device: btrfs, tmpfs and network file systems have one of their own. */
function refOfMount(path: string, devNo: DevNo | null): DeviceRef | null {
  const named = refOfPath(path);
  const isDevice = devNo !== null && majorOf(devNo) !== 0;
  if (!isDevice) return named;
  return { ...named, devNo };
}

function splitSource(source: string): { readonly path: string; readonly root?: string } {
  const from = source.startsWith('/dev/') && source.endsWith(']') ? source.indexOf('[/') : -1;
  return from < 0 ? { path: source } : { path: source.slice(0, from), root: source.slice(from + 1, -1) };
}

/** What programs tell of a mount; what they do not is empty or undefined. */
export function mountFacts(told: {
  readonly mountPoint: string;
  readonly fsType?: string | undefined;
  /** `ro,relatime`. */
  readonly options?: string | undefined;
  /** `/` is all of the file system. */
  readonly root?: string | undefined;
}): MountFacts {
  const { mountPoint, fsType, options, root } = told;
  const isReadOnly = options ? isReadOnlyIn(options) : null;
  return {
    mountPoint,
    ...(fsType ? { fsType } : {}),
    ...(isReadOnly === null ? {} : { isReadOnly }),
    ...(root && root !== '/' ? { root } : {}),
  };
}

function isReadOnlyIn(options: string): boolean | null {
  if (/(?:^|,)ro(?:,|$)/.test(options)) return true;
  return /(?:^|,)rw(?:,|$)/.test(options) ? false : null;
}

/** Without a command to tell: all mounts have among them the root and /proc, which no filter by device or type leaves in together. */
export function areAllMounts(mountPoints: readonly string[]): boolean {
  return mountPoints.includes('/') && mountPoints.includes('/proc');
}

export function majorMinor(text: string | undefined): DevNo | null {
  return text === undefined ? null : parseDevNo(text);
}
