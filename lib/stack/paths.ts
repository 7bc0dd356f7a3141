import type { DevNo } from '../block/dev-no.ts';
import type { MountInfo } from '../block/parse-mountinfo.ts';

/** From paths to devices, as far as a capture can tell: by the links udev made, and by what is mounted where. */
export type Paths = {
  /** `/dev/dm-3`, `/dev/mapper/vg-lv`, or a kernel name as it is; null for what is no known device. */
  readonly device: (path: string) => DevNo | null;
  /** The device of the file system that holds a file; null for a tmpfs, a network or an unknown one. */
  readonly holding: (path: string) => DevNo | null;
};

/** `linkNames` is asked for only once a path needs it: there are many links, and most hosts need none. */
export function createPaths(
  kernelNames: ReadonlyMap<string, DevNo>,
  linkNames: () => ReadonlyMap<string, DevNo>,
  mounts: readonly MountInfo[],
): Paths {
  let links: ReadonlyMap<string, DevNo> | null = null;
  const own = mounts.filter((mount) => mount.namespace === null);
  const byMountPoint = new Map<string, MountInfo>();
  // A later mount on the same place hides the earlier.
  for (const mount of own) byMountPoint.set(mount.mountPoint, mount);

  function device(path: string): DevNo | null {
    const name = path.startsWith('/dev/') ? path.slice('/dev/'.length) : path;
    const known = kernelNames.get(name);
    if (known !== undefined || name === path) return known ?? null;
    links ??= linkNames();
    return links.get(name) ?? null;
  }

  function holding(path: string): DevNo | null {
    for (let at = path.length; at > 0; at = path.lastIndexOf('/', at - 1)) {
      const mount = byMountPoint.get(path.slice(0, at));
      if (mount) return mountedDevice(mount, device);
    }
    const root = byMountPoint.get('/');
    return root ? mountedDevice(root, device) : null;
  }

  return { device, holding };
}

/** A file system over several devices (btrfs) shows a number of its own, of major 0, and one of its devices as source. */
export function mountedDevice(mount: MountInfo, device: (path: string) => DevNo | null): DevNo | null {
  if (!mount.devNo.startsWith('0:')) return mount.devNo;
  return mount.source.startsWith('/dev/') ? device(mount.source) : null;
}
