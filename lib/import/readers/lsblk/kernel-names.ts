/**
 * Names that drivers of the kernel give (Documentation/admin-guide/devices.txt and the drivers' own), where nothing else in an output
 * tells whether a name is one of those or of device-mapper. sysfs has `!` for the slash of `cciss/c0d0`.
 */

/** What stands on nothing. */
const DISK =
  /^(?:(?:s|h|v|xv|ub|das)d[a-z]+|nvme\d+(?:c\d+)?n\d+|mmcblk\d+|(?:sr|scd|fd|ram|zram|loop|nbd|zd|pmem|nullb|ublkb|rbd)\d+)$/;
const OTHER =
  /^(?:(?:bcache|drbd|mtdblock|rsxx|skd|pktcdvd|btt|pmem\d+s|vs|ploop|device)\d+|md(?:\d+|_[\w.+-]+)|fio[a-z]|(?:cciss|ida|rd)[/!]c\d+d\d+|etherd[/!]e\d+\.\d+|mmcblk\d+(?:boot\d+|rpmb|gp\d+)|scm[a-z]+)$/;
const PARTITION =
  /^(?:((?:s|h|v|xv|ub|das)d[a-z]+|fio[a-z]|scm[a-z]+)(\d+)|((?:nvme\d+(?:c\d+)?n|mmcblk|loop|nbd|bcache|drbd|zd|zram|ram|pmem|nullb|ublkb|rbd|rsxx|skd|ploop|sr|md|md_d|(?:cciss|ida|rd)[/!]c\d+d|etherd[/!]e\d+\.)\d+|md_[\w.+-]+)p(\d+))$/;
const OF_DM = /^dm-\d+$/;

export function isKernelName(name: string): boolean {
  return isBareDisk(name) || OTHER.test(name) || PARTITION.test(name) || OF_DM.test(name);
}

/** Of a disk below which there is nothing. */
export function isBareDisk(name: string): boolean {
  return DISK.test(name);
}

export function isDmKname(name: string): boolean {
  return OF_DM.test(name);
}

/** `sda1`: 1 of `sda`. */
export function kernelPartition(name: string): { readonly disk: string; readonly number: number } | null {
  const [, lettered, letteredNumber, numbered, number] = PARTITION.exec(name) ?? [];
  const disk = lettered ?? numbered;
  return disk === undefined ? null : { disk, number: Number(letteredNumber ?? number) };
}
