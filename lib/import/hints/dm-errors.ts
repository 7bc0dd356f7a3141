import { ASK_PATHS, ASK_STATUS, ASK_TABLES, ASK_USERS } from './ask-lines.ts';
import type { KnownError } from './known-error.ts';

/** Messages of device-mapper, of dmsetup and of what is built on them. */
export const dmErrors: readonly KnownError[] = [
  {
    pattern: /remove ioctl .{0,200}failed: Device or resource busy/i,
    meaning:
      'The mapped device is open, so the kernel does not remove it. A mount, swap, a process, or another device uses it.',
    ask: ASK_USERS,
  },
  {
    pattern: /(?:create|rename) ioctl .{0,200}failed: Device or resource busy/i,
    meaning: 'A mapped device with this name or UUID already exists.',
    ask: ASK_USERS,
  },
  {
    pattern: /reload ioctl .{0,200}failed: Device or resource busy/i,
    meaning: 'A device in the new table is in use, often by a mount. So the kernel rejects the table.',
    ask: ASK_TABLES,
  },
  {
    pattern: /too small for target/i,
    meaning: 'The device below is smaller than the table needs. It has shrunk, or it is another device.',
    ask: ASK_TABLES,
  },
  {
    pattern: /(?:reload|resume|create) ioctl .{0,200}failed: Invalid argument/i,
    meaning: 'The kernel rejects the table. A device in it is missing or too small, or a parameter is wrong.',
    ask: ASK_TABLES,
  },
  {
    pattern: /ioctl .{0,200}failed: No such device or address/i,
    meaning: 'The mapped device, or a device in its table, does not exist.',
    ask: ASK_TABLES,
  },
  {
    pattern: /Unable to resume/i,
    meaning: 'The kernel did not make the new table live. The device has no table, or stays suspended.',
    ask: ASK_TABLES,
  },
  {
    pattern: /needs[_ ]check|Manual repair required|Check of (?:thin )?pool \S+ failed/i,
    meaning:
      "An error occurred in the pool's metadata. The kernel allows no changes until the metadata is checked.",
    ask: ASK_STATUS,
  },
  {
    pattern: /out[- ]of[- ]data[- _]space|no free space in the thin pool|out of metadata space/i,
    meaning:
      'The thin pool has no free blocks. Writes to its thin volumes wait or fail until it is extended.',
    ask: ASK_STATUS,
  },
  {
    pattern:
      /Invalidating snapshot|snapshot\b.{0,200}\b(?:is|was|now|become|becomes|to:) invalid\b|invalid snapshot/i,
    meaning:
      'The snapshot is invalid, usually because its space was full. Its contents are lost; the origin is not affected.',
    ask: ASK_STATUS,
  },
  {
    pattern: /\bmap in use\b|failed to remove multipath map/i,
    meaning: 'The multipath map is open. A mount, a partition map, a logical volume or a process uses it.',
    ask: ASK_PATHS,
  },
  {
    pattern: /Device \S+ is still in use/i,
    meaning: 'The decrypted device is open. It is mounted, used as swap, or another device is built on it.',
    ask: ASK_USERS,
  },
  {
    pattern: /which is in use \(already mapped or mounted\)/i,
    meaning: 'The device is mounted, or a mapped device is built on it.',
    ask: ASK_USERS,
  },
];
