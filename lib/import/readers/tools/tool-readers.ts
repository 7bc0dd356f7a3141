import type { Reader } from '../../reading.ts';
import { bcacheReader } from './bcache.ts';
import { blkidReader } from './blkid.ts';
import { cryptsetupReader } from './cryptsetup.ts';
import { devListingReader } from './dev-listing.ts';
import { dfReader } from './df.ts';
import { findmntReader } from './findmnt.ts';
import { holdersReader } from './holders.ts';
import { losetupReader } from './losetup.ts';
import { mdadmReader } from './mdadm.ts';
import { mdstatReader } from './mdstat.ts';
import { mountReader } from './mount.ts';
import { mountinfoReader } from './mountinfo.ts';
import { multipathReader } from './multipath.ts';
import { partitionsReader } from './partitions.ts';
import { swapsReader } from './swaps.ts';

/** Readers of what tools beside dmsetup, lsblk and LVM print, and of the kernel's lists in /proc and /sys. */
export const toolReaders: readonly Reader[] = [
  multipathReader,
  losetupReader,
  findmntReader,
  mountReader,
  mountinfoReader,
  dfReader,
  swapsReader,
  mdstatReader,
  mdadmReader,
  cryptsetupReader,
  blkidReader,
  bcacheReader,
  devListingReader,
  holdersReader,
  partitionsReader,
];
