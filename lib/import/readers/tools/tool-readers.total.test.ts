import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMs } from '../../../cpu-time.fixture.ts';
import { outputOf } from './output.fixture.ts';
import { toolReaders } from './tool-readers.ts';

/** One line or more of each format, to be cut, joined and repeated. */
const PIECES = [
  ...[
    'mpatha (3600) dm-2 A,B',
    'size=10G features=1',
    '|-+- policy=x prio=1',
    ' \\_ 1:0:0:0 sda 8:0 [active][ready]',
    '#:#:#:# - #:#',
  ],
  ...[
    'NAME SIZELIMIT OFFSET',
    '/dev/loop0: [1]:2 (/a), offset 1',
    '/dev/loop0 0 0',
    'TARGET SOURCE FSTYPE OPTIONS',
    '├─/a /dev/sda ext4 rw',
  ],
  ...[
    '{"loopdevices":[',
    '{"filesystems":[',
    '{"name":"/dev/loop0"}',
    ']}',
    'TARGET="/a" SOURCE="/dev/sda"',
    '/dev/sda on /a type ext4 (rw)',
  ],
  ...[
    '1 1 8:1 / / rw - ext4 /dev/sda rw',
    '/dev/sda / ext4 rw 0 0',
    'Filesystem Size Mounted on',
    '/dev/sda 1 1 1 5% /a',
    '/dev/mapper/long',
  ],
  ...[
    'Filename Type Size Used Priority',
    '/dev/sda partition 1 1 -1',
    'NAME TYPE PRIO',
    'Personalities :',
    'md0 : active raid1 sda[0](F)',
    '  1 blocks [2/1] [U_]',
  ],
  ...[
    '/dev/md0:',
    ' Raid Level : raid1',
    ' Magic : a92b4efc',
    ' 0 8 1 0 active /dev/sda',
    'ARRAY /dev/md0 UUID=1',
    '  devices=/dev/sda',
  ],
  ...[
    '/dev/mapper/x is active.',
    '  device: /dev/sda',
    '/dev/sda: TYPE="ext4"',
    'DEVNAME=/dev/sda',
    'TYPE=ext4',
    'device fs_type label mount point UUID',
  ],
  ...[
    '/dev/mapper:',
    'lrwxrwxrwx 1 root root 7 Oct 26 11:21 vg -> ../dm-0',
    'brw-rw---- 1 a b 252, 0 Oct 26 11:13 /dev/dm-0',
    '/sys/block/sda/holders:',
  ],
  ...[
    '/sys/block/sda/holders/dm-1',
    'dm-1 dm-2',
    'major minor  #blocks  name',
    ' 8 0 1000 sda',
    'total 0',
    'ls: cannot access',
    '__proto__',
    '',
    ' ',
  ],
];
const COMMANDS = [
  ...[
    '',
    'multipath -ll',
    'losetup -a',
    'losetup -l -O NAME',
    'findmnt',
    'findmnt -r -o SOURCE /a',
    'mount',
    'cat /proc/mounts',
    'df -h',
    'swapon --show=NAME',
  ],
  ...[
    'cat /proc/mdstat',
    'mdadm --detail --scan',
    'mdadm -E /dev/sda',
    'cryptsetup status x',
    'blkid -o export /dev/sda',
    'ls -l /dev/mapper',
  ],
  ...['ls /sys/block/sda/holders', 'find /sys/block/*/slaves', 'cat /proc/partitions'],
];

const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...PIECES) },
  fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom(...PIECES)).map(([a, b]) => `${a} ${b}`),
  fc.tuple(fc.constantFrom(...PIECES), fc.nat(60)).map(([piece, length]) => piece.slice(0, length)),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

describe.each(toolReaders.map((reader) => [reader.kind, reader] as const))(
  'the reader of %s',
  (_, reader) => {
    it('reads any text, gives line numbers that there are, and shows no list as whole beside ignored lines', () => {
      fc.assert(
        fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom(...COMMANDS), (texts, command) => {
          const output = outputOf(texts.join('\n'), command);
          reader.looksLike(output.lines);
          const reading = reader.read(output);
          for (const { at } of [...(reading?.devices ?? []), ...(reading?.ignored ?? [])])
            expect(at >= 1 && at <= output.lines.length).toBe(true);
          for (const { ref } of reading?.devices ?? []) expect(Object.keys(ref).length).toBeGreaterThan(0);
          const numbers = reading?.ignored.map(({ at }) => at) ?? [];
          expect(new Set(numbers).size).toBe(numbers.length);
          if (numbers.length > 0) expect(reading?.whole).toEqual([]);
        }),
        { numRuns: 300 },
      );
    });

    it('knows any command', () => {
      fc.assert(
        fc.property(
          fc.string({ maxLength: 60 }),
          (command) => typeof reader.isCommand(command) === 'boolean',
        ),
      );
    });

    it.each([
      '-',
      ' ',
      '/',
      '(',
      ')',
      '"',
      '\\',
      '[',
      ':',
      'a ',
      '1 ',
      '├',
      '/dev/',
      '1:',
      ', ',
      ' -> ',
      'A="',
      ' type ',
      '=',
      '|-',
      '../',
    ])('takes no time over a line of %j alone, or over many', (piece) => {
      const long = piece.repeat(20_000);
      const texts = [
        ...[long, `/dev/loop0: [1]:1 (${long}`, `lrwxrwxrwx 1 ${long}`, `/sys/${long}/holders`],
        ...[`ARRAY${long}`, `${piece}\n`.repeat(4000)],
      ];
      const taken = cpuMs(() => {
        for (const output of texts.map((text) => outputOf(text))) {
          reader.looksLike(output.lines);
          for (const command of ['', ...COMMANDS.filter((each) => reader.isCommand(each))])
            reader.read({ ...output, command });
        }
      });
      expect(taken).toBeLessThan(1500);
    });
  },
);

it('gives each command to one reader only', () => {
  for (const command of COMMANDS.filter((each) => each !== ''))
    expect(toolReaders.filter((reader) => reader.isCommand(command)).length, command).toBe(1);
});

it.each([
  'I removed /dev/sda1 and then /dev/mapper/x is active no more, why?',
  'How do I mount this? The type is ext4 (I think) and the size=10G.',
  '# dmsetup ls --tree\nvg-lv (253:0)\n └─ (8:2)',
  'NAME      MAJ:MIN RM SIZE RO TYPE MOUNTPOINT\nsda         8:0    0  10G  0 disk',
  'vg-lv: 0 2048 linear 8:2 0',
  'total 12\ndrwxr-xr-x 2 root root 4096 Oct 26 11:13 home',
])('takes nothing else for output of a tool: %j', (text) => {
  const { lines } = outputOf(text);
  expect(toolReaders.filter((reader) => reader.looksLike(lines)).map(({ kind }) => kind)).toEqual([]);
});
