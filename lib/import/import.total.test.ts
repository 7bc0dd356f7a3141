import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildStack } from '../stack/build-stack.ts';
import { isOfUse } from './file-command.ts';
import { importCapture } from './import-capture.ts';

/** Pieces of what the readers know, which are mixed, cut and repeated. */
const PIECES = [
  'a (254:1)\n',
  ' |-b (254:2)\n',
  ' |  `- (8:0)\n',
  ' `-c <dm-3> (254:3) [ACTIVE, RW, 1, LVM-x]\n',
  'a (254:1)-+-b (254:2)--- (8:0)\n',
  '├─',
  '└─',
  '...\n',
  'a: 0 8 linear 8:0 0\n',
  'a: 1 dependencies\t: (8, 0)\n',
  'Name  Maj Min Stat Open Targ Event  UUID\n',
  'a 254 1 L--w 0 1 0 LVM-x\n',
  'Name:              a\n',
  'NAME MAJ:MIN RM SIZE RO TYPE MOUNTPOINTS\n',
  'sda 8:0 0 1G 0 disk\n',
  '└─vg-lv 254:0 0 1G 0 lvm /mnt\n',
  'NAME="sda" KNAME="sda" MAJ:MIN="8:0" SIZE="1G" TYPE="disk"\n',
  '{"blockdevices": [{"name": "sda", "maj:min": "8:0", "children": [{}]}]}',
  'root@host:~# dmsetup table\n',
  '/dev:\nbrw------- 1 0 0 8, 0 Nov 21 13:02 sda\nlrwxrwxrwx 1 0 0 8 Nov 21 13:02 x -> ../../sda\n',
  '/dev/sda: UUID="x" TYPE="ext4"\n',
  'contents = "Text Format Volume Group"\nvg {\n\tid = "x"\n\tphysical_volumes {\n\t\tpv0 {\n',
  '}\n',
  'Sat Nov 21 13:02:53 UTC 2026\n',
  'E: MAJOR=8\nE: MINOR=0\nS: disk/by-id/x\n',
  '\0\n',
  '\udcff',
];
const PATHS = [
  '-',
  'x/dmsetup_table',
  'x/dmsetup_info_-c',
  'x/dmsetup_ls_--tree',
  'x/sos_commands/block/ls_-lanR_.dev',
  'x/sos_commands/block/lsblk',
  'x/sos_commands/block/lsblk_-O_-P',
  'x/sos_commands/block/blkid_-c_.dev.null',
  'x/sos_commands/block/udevadm_info_.dev.sda',
  'x/etc/lvm/backup/vg',
  'x/proc/1/mountinfo',
  'x/proc/1/status',
  'x/proc/partitions',
  'x/proc/mdstat',
  'x/sys/block/loop0/loop/backing_file',
  'x/date',
];

test('any text under any name becomes a stack or one line, and no reader throws', () => {
  const content = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 8 })), {
    maxLength: 12,
  });
  const file = fc.record({
    path: fc.constantFrom(...PATHS),
    bytes: content.map((texts) => new TextEncoder().encode(texts.join(''))),
  });
  fc.assert(
    fc.property(fc.array(file, { maxLength: 5 }), (files) => {
      const read = importCapture(files, 'x');
      if (!read.ok) expect(read.reason).toMatch(/^[^\n]+$/);
      else expect(buildStack(read.value.value).devices).toBeDefined();
    }),
    { numRuns: 600 },
  );
});

test('every path is of use or not, in little time', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (path) => {
      expect(typeof isOfUse(path)).toBe('boolean');
    }),
  );
  expect(isOfUse(`x/y/z/dmsetup${' a'.repeat(50_000)}`)).toBe(false);
});

test('a tree of 10,000 lines, all of one depth or ever deeper, is read in a moment', () => {
  const flat = Array.from({ length: 10_000 }, (_, i) => `d${i} (254:${i})\n └─ (8:0)\n`).join('');
  const deep = Array.from(
    { length: 95 },
    (_, i) => `${i === 0 ? '' : `${'   '.repeat(i - 1)} └─`}d${i} (254:${i})\n`,
  ).join('');
  for (const text of [flat, deep]) {
    const read = importCapture([{ path: '-', bytes: new TextEncoder().encode(text) }], '');
    expect(read.ok && buildStack(read.value.value).devices.length).toBeGreaterThan(90);
  }
}, 20_000);
