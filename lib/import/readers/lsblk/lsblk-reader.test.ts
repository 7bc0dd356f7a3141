import { expect, test } from 'vitest';
import { outputOf, readingOf, shortList } from './lsblk-output.fixture.ts';
import { lsblkReader } from './lsblk-reader.ts';

const TABLE = `
NAME   MAJ:MIN RM SIZE RO TYPE MOUNTPOINTS
sda      8:0    0  20G  0 disk 
└─sda1   8:1    0  20G  0 part /
`;

test('lsblk is known by its name, with options, pipes and devices', () => {
  const known = ['lsblk', 'lsblk -f', 'lsblk /dev/sda | grep sda'].map(lsblkReader.isCommand);
  expect(known).toEqual([true, true, true]);
  expect(['lsblkx', 'dmsetup ls', '', 'echo lsblk'].some(lsblkReader.isCommand)).toBe(false);
});

test.each([
  'lsblk',
  'lsblk -a',
  'lsblk -pf',
  'lsblk --output NAME,SIZE -b',
  'lsblk -o +LABEL 2>/dev/null',
  'lsblk | tee list',
])('%s lists everything', (command) => {
  expect(readingOf(TABLE, command).whole).toEqual(['block', 'mounts', 'swaps']);
});

test.each([
  'lsblk /dev/sda',
  'lsblk -e7',
  'lsblk -I 8',
  'lsblk -pd',
  'lsblk --nodeps',
  'lsblk -n',
  'lsblk -S',
  'lsblk | grep sda',
  'lsblk | head',
  'lsblk -Q \'TYPE=="disk"\'',
  'lsblk -o NAME /dev/sda',
])('%s leaves something out, so nothing is whole', (command) => {
  expect(readingOf(TABLE, command).whole).toEqual([]);
});

test('prose and tables of other programs are not of lsblk', () => {
  const others = [
    'Yesterday I ran lsblk and saw sda 8:0\nand NAME SIZE was wrong\n',
    'NAME      SIZE  ALLOC   FREE\ntank     3.62T   100G  3.52T\n',
    'NAME  TYPE\ntank  filesystem\n',
    'NAME       SIZELIMIT OFFSET AUTOCLEAR RO BACK-FILE\n/dev/loop1         0      0         1  0 /a\n',
    'NAME="Debian"\nVERSION="12"\n',
    'vg-lv (253:0)\nvg-b (253:1)\n',
    'Filename Type Size Used Priority\n/dev/sda2 partition 1 0 -2\n',
    '',
  ];
  expect(others.map((text) => lsblkReader.looksLike(outputOf(text).lines))).toEqual(others.map(() => false));
  expect(others.map((text) => lsblkReader.read(outputOf(text)))).toEqual(others.map(() => null));
});

test('tables, rows without a header, pairs and JSON look like lsblk', () => {
  const outputs = [
    TABLE,
    TABLE.split('\n').slice(2).join('\n'),
    'NAME="sda" TYPE="disk"\n',
    '{\n   "blockdevices": [\n',
    'NAME FSTYPE LABEL\nsda\n',
  ];
  expect(outputs.map((text) => lsblkReader.looksLike(outputOf(text).lines))).toEqual(outputs.map(() => true));
});

test('remarks, prompts and prose around the rows are ignored with a reason, and do not join the tree', () => {
  const text = `
Here it is:
NAME   MAJ:MIN RM SIZE RO TYPE MOUNTPOINTS
sda      8:0    0  20G  0 disk  <-- the disk
look:
└─sda1   8:1    0  20G  0 part /  ← and its partition
host:~#
`;
  expect(shortList(text)).toEqual(['sda 8:0 disk on ?', 'sda1 8:1 part on sda at /']);
  expect(readingOf(text).ignored).toEqual([
    { text: 'Here it is:', at: 1, why: 'stands before the header' },
    { text: 'look:', at: 4, why: 'a row without its cells' },
    { text: 'host:~#', at: 6, why: 'a row without its cells' },
  ]);
});

test('rows that were left out with dots, or lie below the screen of watch, leave nothing whole', () => {
  expect(readingOf(TABLE.replace('└', '...\n└')).whole).toEqual([]);
  expect(readingOf(`${TABLE}[...]\n`).whole).toEqual([]);
  expect(readingOf(`Every 2.0s: lsblk   host: Mon\n${TABLE}`).whole).toEqual([]);
});

test('of a table that comes again, the later one is read', () => {
  const later = TABLE.replace('/\n', '/mnt\n');
  const { devices, ignored } = readingOf(`${TABLE.trimEnd()}\n${later.trimStart()}`);
  expect(devices.map(({ mounts }) => mounts)).toEqual([[], [{ mountPoint: '/mnt' }]]);
  expect(ignored.map(({ at, why }) => [at, why])).toEqual([
    [1, 'an earlier output of the same'],
    [2, 'an earlier output of the same'],
    [3, 'an earlier output of the same'],
  ]);
});

test('two tables with other columns of the same devices are joined', () => {
  const text = `${TABLE}\nNAME   FSTYPE LABEL\nsda           \n└─sda1 ext4   root\n`;
  expect(readingOf(text).devices[1]).toMatchObject({
    ref: { devNo: '8:1', kname: 'sda1' },
    content: { type: 'ext4', label: 'root' },
    mounts: [{ mountPoint: '/' }],
  });
});

test('an inverse tree of one device has all that it stands on, but its root may have holders', () => {
  const text =
    'NAME    MAJ:MIN RM SIZE RO TYPE  MOUNTPOINTS\nmpatha  253:2    0  10G  0 mpath \n├─sdb     8:16   0  10G  0 disk  \n└─sdc     8:32   0  10G  0 disk  \n';
  expect(shortList(text, 'lsblk -s /dev/mapper/mpatha')).toEqual([
    'mpatha 253:2 mpath on sdb+sdc',
    'sdb 8:16 disk on ?',
    'sdc 8:32 disk on ?',
  ]);
});

test('an error message alone is read as no device', () => {
  expect(readingOf('lsblk: /dev/x: not a block device', 'lsblk /dev/x')).toMatchObject({
    devices: [],
    whole: [],
    ignored: [{ at: 1, why: 'no row of this table' }],
  });
});

test('disks alone are a whole tree, also those that stand on nothing by their kind', () => {
  const text =
    'NAME  MAJ:MIN RM SIZE RO TYPE MOUNTPOINTS\nzram0 253:0    0   0B  0 disk \nvda   254:0    0 256G  0 disk /\n';
  expect(shortList(text)).toEqual(['zram0 253:0 disk on nothing', 'vda 254:0 disk on nothing at /']);
  expect(readingOf(text).whole).toEqual(['block', 'mounts', 'swaps']);
});
