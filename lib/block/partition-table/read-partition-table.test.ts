import { expect, test } from 'vitest';
import { recordedDisk } from '../../lvm/disk/recorded-disk.fixture.ts';
import { readFrom } from '../byte-source.ts';
import { crc32From } from '../crc32.ts';
import type { PartitionTable } from './partition-table.ts';
import { readPartitionTable } from './read-partition-table.ts';

const read = (bytes: Uint8Array): PartitionTable | null => readFrom(bytes, readPartitionTable(bytes.length));
const short = (table: PartitionTable | null) =>
  table?.partitions.map(({ number, offset, length, type }) => [number, offset / 512, length / 512, type]);

/** Changes bytes of a disk that sfdisk wrote. */
function changed(name: string, changes: Readonly<Record<number, number>>): Uint8Array {
  const bytes = recordedDisk(name);
  for (const [at, value] of Object.entries(changes)) bytes[Number(at)] = value;
  return bytes;
}

const GPT = [
  [1, 64, 512, '0fc63daf-8483-4772-8e79-3d69d8477de4'],
  [2, 576, 1024, 'e6d6d379-f507-44c2-a23c-238f2a3df928'],
];

test('a GPT is read with types, names and identifiers', () => {
  const table = read(recordedDisk('gpt'));
  expect(table).toMatchObject({ kind: 'gpt', sectorBytes: 512, problems: [] });
  expect(short(table)).toEqual(GPT);
  expect(table?.partitions.map(({ name }) => name)).toEqual(['a b', '']);
  expect(table?.partitions[0]?.uuid).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
});

test.each([
  ['header', { [512 + 40]: 99 }, 'the checksum of its header is wrong'],
  ['entries', { [1024 + 33]: 99 }, 'the checksum of its entries is wrong'],
  ['mark', { 512: 0 }, 'it has no header'],
])('with a damaged %s the backup counts, and it is said', (_, changes, reason) => {
  const table = read(changed('gpt', changes));
  expect(short(table)).toEqual(GPT);
  expect(table?.problems).toEqual([
    `its GPT is damaged, and was read from the backup at the end of the disk: ${reason}`,
  ]);
});

test('a damaged backup is said, and so is that there is neither', () => {
  const end = recordedDisk('gpt').length;
  const withoutBackup = changed('gpt', { [end - 512]: 0 });
  expect(read(withoutBackup)?.problems).toEqual([
    'the backup of its GPT at the end of the disk: it has no header',
  ]);
  withoutBackup[512 + 40] = 99;
  expect(read(withoutBackup)).toMatchObject({
    partitions: [],
    problems: [
      'the first sector says that there is a GPT, and it cannot be read: the checksum of its header is wrong',
    ],
  });
});

const MBR = [
  [1, 64, 128, '83'],
  [5, 300, 256, '83'],
  [6, 600, 512, '8e'],
];

test('a partition that ends before it begins is said, and not left out without a word', () => {
  const disk = recordedDisk('gpt');
  const view = new DataView(disk.buffer, disk.byteOffset);
  // The last sector of the second entry.
  view.setBigUint64(1024 + 128 + 40, 1n, true);
  view.setUint32(512 + 88, ~crc32From(0xffffffff, disk.subarray(1024, 1024 + 128 * 128)) >>> 0, true);
  view.setUint32(512 + 16, 0, true);
  view.setUint32(
    512 + 16,
    ~crc32From(0xffffffff, disk.subarray(512, 512 + view.getUint32(512 + 12, true))) >>> 0,
    true,
  );
  const table = read(disk);
  expect(short(table)).toEqual(GPT.slice(0, 1));
  expect(table).toMatchObject({
    isDamaged: true,
    problems: ['partition 2 ends before it begins, or past any end'],
  });
});

test('a table is damaged where its partitions are, and not where a copy made up for it', () => {
  const states = (
    [
      ['gpt', {}],
      ['gpt', { [512 + 40]: 99 }],
      ['gpt', { [recordedDisk('gpt').length - 512]: 0 }],
      ['logical', {}],
      ['logical', { [256 * 512 + 510]: 0 }],
    ] as const
  ).map(([name, changes]) => read(changed(name, changes))?.isDamaged);
  expect(states).toEqual([false, false, false, false, true]);
});

test('logical partitions are found along their chain', () => {
  const table = read(recordedDisk('logical'));
  expect(table).toMatchObject({ kind: 'mbr', problems: [] });
  expect(short(table)).toEqual(MBR);
});

/** Of the second sector of the chain: where its second entry says the next one is. */
const NEXT_AT = 256 * 512 + 446 + 16 + 8;

test('a chain that is broken or leads back to itself ends there', () => {
  const broken = read(changed('logical', { [256 * 512 + 510]: 0 }));
  expect(short(broken)).toEqual(MBR.slice(0, 1));
  expect(broken?.problems[0]).toContain('is broken');
  const round = changed('logical', {});
  new DataView(round.buffer, round.byteOffset).setUint32(NEXT_AT, 0, true);
  const circle = read(round);
  expect(short(circle)).toEqual(MBR.slice(0, 2));
  expect(circle?.problems[0]).toContain('leads back to itself');
});

test('a partition past the end is said, and a disk without a table has none', () => {
  const disk = recordedDisk('logical');
  expect(read(disk.subarray(0, 310 * 512))?.problems).toContain(
    'partition 5 reaches past the end of the disk',
  );
  expect(read(new Uint8Array(4096))).toBeNull();
  expect(read(new Uint8Array(0))).toBeNull();
});
