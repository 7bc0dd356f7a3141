import { parseDevNo } from '../../block/dev-no.ts';
import type { DeviceRef } from '../reading.ts';

/** Drivers whose kernel names have a slash; sysfs writes it as `!` (kernel: Documentation/admin-guide/devices.txt). */
const DRIVER_FOLDER = /^(?:cciss|ida|rd|i2o|ataraid)\/[cdph\d]+$/;

/** Files below /dev that are no block device, though programs print them as the source of a mount. */
const NO_DEVICE = /^(?:root|fuse|null|zero|full|tty|pts|shm|mqueue|hugepages|fd|mapper\/control)(?:\/|$)/;

/**
 * A device by a path that some program printed: `/dev/sda`, `/dev/mapper/x`, `/dev/dm-3`, `/dev/vg/lv`, `/dev/disk/by-id/x`,
 * `/dev/block/8:0`. Null for what is no path below /dev.
 */
export function refOfPath(path: string): DeviceRef | null {
  const name = /^\/dev\/+(.+)$/.exec(path)?.[1];
  if (name === undefined || name.endsWith('/') || NO_DEVICE.test(name)) return null;
  if (name.startsWith('mapper/')) return { dmName: name.slice('mapper/'.length) };
  if (name.startsWith('block/')) {
    const devNo = parseDevNo(name.slice('block/'.length));
    return devNo === null ? null : { devNo };
  }
  if (DRIVER_FOLDER.test(name)) return { kname: name.replaceAll('/', '!') };
  return name.includes('/') ? { path: name } : { kname: name };
}
