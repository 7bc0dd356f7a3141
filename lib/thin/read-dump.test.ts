import { expect, test } from 'vitest';
import { contentsOf, LAB_DUMP, LAB_OPTIONS, readDump } from './dump.fixture.ts';

/** A pool of 1000 blocks of 64 KiB with these devices in it. */
function dump(devices: string): string {
  return `<superblock uuid="" time="2" transaction="5" flags="0" version="2" data_block_size="128" nr_data_blocks="1000">\n${devices}</superblock>\n`;
}

function device(thinId: number | string, mapped: number, mappings: string): string {
  return `  <device dev_id="${thinId}" mapped_blocks="${mapped}" transaction="0" creation_time="0" snap_time="1">\n${mappings}  </device>\n`;
}

const range = (begin: number | string, length: number | string) =>
  `    <range_mapping origin_begin="0" data_begin="${begin}" length="${length}" time="0"/>\n`;
const single = (block: number) => `    <single_mapping origin_block="7" data_block="${block}" time="1"/>\n`;

test('what thin_ls says of a pool is what is counted in its dump', () => {
  // thin_ls --metadata-snap -o DEV,MAPPED_BLOCKS,EXCLUSIVE_BLOCKS,TRANSACTION,CREATE_TIME,SNAP_TIME, of the same pool.
  const thinLs = `
    1  320    0  0  0  3
    2    0    0  1  0  0
    3    0    0  2  0  0
    4  320   80  3  1  2
    5  320    0  4  2  2
    6    0    0  5  2  2
  100    0    0  6  2  2
  101  112  112  6  2  2
  102  320    0  6  3  3`;
  const contents = contentsOf(LAB_DUMP, LAB_OPTIONS);
  expect(contents).toMatchObject({
    transactionId: 6,
    time: 3,
    blockSizeBytes: 65536,
    dataBlockCount: 3200,
    problems: [],
  });
  const counted = contents.thins.map((thin) => [
    thin.thinId,
    thin.mappedBlocks,
    thin.exclusiveBlocks,
    thin.transactionId,
    thin.createdTime,
    thin.snapshotTime,
  ]);
  expect(counted).toEqual(
    thinLs
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number)),
  );
});

test('each thin is told with whom it shares, most first', () => {
  const { thins } = contentsOf(LAB_DUMP, LAB_OPTIONS);
  const sharing = new Map(
    thins.map(({ thinId, sharesWith, hasMoreSharing }) => [thinId, { sharesWith, hasMoreSharing }]),
  );
  expect(sharing.get(4)).toEqual({
    sharesWith: [1, 5, 102].map((thinId) => ({ thinId, blocks: 240 })),
    hasMoreSharing: false,
  });
  expect(sharing.get(1)?.sharesWith).toEqual([
    { thinId: 5, blocks: 320 },
    { thinId: 102, blocks: 320 },
    { thinId: 4, blocks: 240 },
  ]);
  expect(sharing.get(101)).toEqual({ sharesWith: [], hasMoreSharing: false });
});

test('runs that newer versions define once count wherever they are referred to', () => {
  // As xml.rs of thin-provisioning-tools 1.0 writes them; put together by hand.
  const shared = `<def name="3">\n${range(10, 4)}${single(30)}</def>\n<def name="4">\n<ref name="3"/>${single(40)}</def>\n`;
  const { thins, problems } = contentsOf(
    dump(`${shared}${device(1, 6, '<ref name="4"/>\n')}${device(2, 7, `<ref name="3"/>\n${range(50, 2)}`)}`),
  );
  expect(problems).toEqual([]);
  expect(thins).toMatchObject([
    { thinId: 1, exclusiveBlocks: 1, sharesWith: [{ thinId: 2, blocks: 5 }] },
    { thinId: 2, exclusiveBlocks: 2, sharesWith: [{ thinId: 1, blocks: 5 }] },
  ]);
});

test('of many that share the same the nearest are told, and that there are more', () => {
  const many = Array.from({ length: 300 }, (_, thinId) =>
    device(thinId, 3, range(0, 2) + single(100 + thinId)),
  );
  const { thins } = contentsOf(dump(many.join('')));
  expect(thins).toHaveLength(300);
  for (const thin of thins) {
    expect(thin).toMatchObject({ exclusiveBlocks: 1, hasMoreSharing: true });
    expect(thin.sharesWith).toHaveLength(8);
    expect(thin.sharesWith.every(({ thinId, blocks }) => thinId !== thin.thinId && blocks === 2)).toBe(true);
  }
});

test('whole pages of blocks are shared as single blocks are', () => {
  const text = dump(device(1, 20_000, range(0, 20_000)) + device(2, 8_001, range(4_095, 8_001)));
  const { thins, problems } = contentsOf(text, { dataBlockCount: 30_000 });
  expect(problems).toEqual([]);
  expect(thins).toMatchObject([
    { exclusiveBlocks: 11_999, sharesWith: [{ thinId: 2, blocks: 8_001 }] },
    { exclusiveBlocks: 0, sharesWith: [{ thinId: 1, blocks: 8_001 }] },
  ]);
});

test('what cannot be is said, and the rest is read', () => {
  const contents = contentsOf(
    dump(
      [
        device(16_777_216, 1, single(1)),
        device(1, 2, single(999) + single(1000)),
        device(1, 1, single(5)),
        device(2, 9, range(0, 3)),
        device(3, 4, range(10, 3) + single(12)),
        device(4, 1, range('99999999999999999999', 1) + single(20)),
      ].join(''),
    ),
  );
  expect(contents.thins.map(({ thinId, mappedBlocks }) => [thinId, mappedBlocks])).toEqual([
    [1, 2],
    [2, 9],
    [3, 4],
    [4, 1],
  ]);
  expect(contents.problems).toEqual([
    'it has a device without a thin ID that can be',
    'it has a mapping without numbers that can be',
    'thin ID 1 has blocks past the end of the pool',
    'thin ID 1 is there more than once: the first is taken',
    'thin ID 2 has another number of blocks listed than it says',
    'thin ID 3 has the same block at more than one place',
  ]);
  // Mappings were left out: who shares what nobody can say.
  expect(contents.thins.every(({ exclusiveBlocks }) => exclusiveBlocks === null)).toBe(true);
});

test('a dump that is cut short says so, and nothing of sharing', () => {
  const contents = contentsOf(LAB_DUMP.slice(0, LAB_DUMP.indexOf('dev_id="5"')), LAB_OPTIONS);
  expect(contents.problems).toContain('it is truncated');
  expect(contents.thins).toMatchObject([
    { thinId: 1, exclusiveBlocks: null, hasMoreSharing: true },
    { thinId: 2 },
    { thinId: 3 },
    { thinId: 4 },
  ]);
});

test('what is no dump is refused', () => {
  const reason = 'it is no dump of a thin pool’s metadata';
  for (const text of [
    '',
    'metadata snapshot does not match that in superblock\n',
    '<superblock/>',
    '<html></html>',
  ])
    expect(readDump(text)).toEqual({ ok: false, reason });
});
