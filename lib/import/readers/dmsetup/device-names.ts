import type { DeviceRef } from '../../reading.ts';

const KERNEL_NAME =
  /^(?:dm-\d+|(?:sd|vd|xvd|hd)[a-z]+\d*|nvme\d+n\d+(?:p\d+)?|mmcblk\d+(?:p\d+|boot\d+)?|(?:loop|md|nbd|zram|ram|rbd|drbd|bcache|sr|dasd[a-z]+|pmem|ublkb|cciss!c\d+d)\d*(?:p\d+)?|md_d\d+)$/;

/** `-o devname` prints device-mapper's name of what is mapped, and the kernel's of anything else. */
export function refOfPrintedName(name: string, isMapped: (name: string) => boolean): DeviceRef {
  return !isMapped(name) && KERNEL_NAME.test(name) ? { kname: name } : { dmName: name };
}
