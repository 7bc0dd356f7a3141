import { ASK_ARRAYS, ASK_PATHS, ASK_USERS } from './ask-lines.ts';
import type { KnownError } from './known-error.ts';

/** Messages of the kernel and of mount, mdadm, mkfs and partition tools; the most general one is last. */
export const blockErrors: readonly KnownError[] = [
  {
    pattern: /mdadm: (?:Cannot|failed to) open \S+: Device or resource busy|mdadm: \S+ is busy/i,
    meaning: 'The disk is in use: by another array, a mapped device such as multipath, or a mount.',
    ask: ASK_ARRAYS,
  },
  {
    pattern: /Cannot get exclusive access to|failed to stop array/i,
    meaning: 'The array is open. A mount, swap, a mapped device or a process uses it.',
    ask: ASK_ARRAYS,
  },
  {
    pattern: /already mounted or (?:\S+ |mount point )busy/i,
    meaning:
      'The device is mounted elsewhere, or another device is built on it. Often multipath, LVM or md has claimed it.',
    ask: ASK_ARRAYS,
  },
  {
    pattern: /target is busy|umount: .{0,200}device is busy/i,
    meaning:
      'A process uses a file or directory of this file system. Or another file system is mounted below it.',
    ask: ASK_USERS,
  },
  {
    pattern: /apparently in use by the system|is mounted; will not make/i,
    meaning: 'The device is mounted, used as swap, or another device is built on it.',
    ask: ASK_ARRAYS,
  },
  {
    pattern: /Re-?reading the partition table failed|unable to inform the kernel of the change/i,
    meaning: 'A partition of this disk is in use, so the kernel keeps the old partition table.',
    ask: ASK_ARRAYS,
  },
  {
    pattern:
      /\bLUN\b.{0,200}I\/O error|I\/O error,? (?:on )?dev(?:ice)? \S+|rejecting I\/O to (?:offline|dead) device|failed after \d+ of \d+ at \d+: Input\/output error/i,
    meaning: 'The kernel cannot read or write this device. A disk, a path or a layer below it has failed.',
    ask: ASK_PATHS,
  },
  {
    pattern: /Device or resource busy|\bEBUSY\b/i,
    meaning: 'Something uses the device: a mount, swap, an array, a mapped device, or a process.',
    ask: ASK_ARRAYS,
  },
];
