import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LAB_DUMP, readDump } from './dump.fixture.ts';

const PIECES = [
  '<superblock uuid="" time="3" transaction="6" flags="0" version="2" data_block_size="128" nr_data_blocks="300">\n',
  '<superblock uuid="a>b" data_block_size=\'1\' nr_data_blocks="281474976710656">',
  '</superblock>\n',
  '<device dev_id="1" mapped_blocks="320" transaction="0" creation_time="0" snap_time="3">\n',
  '<device dev_id="2" mapped_blocks="1"/>',
  '<device dev_id="99999999999999999999">',
  '</device>\n',
  '<range_mapping origin_begin="0" data_begin="0" length="320" time="0"/>\n',
  '<range_mapping origin_begin="0" data_begin="4090" length="281474976710656" time="0"/>',
  '<range_mapping data_begin="1" length="-1"/>',
  '<single_mapping origin_block="5" data_block="9" time="1"/>\n',
  '<single_mapping origin_block="5" data_block="" time="1"',
  '<def name="a">',
  '</def>',
  '<ref name="a"/>',
  '<ref name="b"/>',
  '<',
  '>',
  '"',
  "'",
  '/',
  ' = ',
  '<!-- -->',
  'é\0',
  `<device dev_id="${'7'.repeat(5000)}">`,
];

const dumps = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));

test('a dump is read alike whatever pieces it comes in', () => {
  const whole = readDump(LAB_DUMP);
  for (const pieceBytes of [1, 2, 7, 64, 1000]) expect(readDump(LAB_DUMP, { pieceBytes })).toEqual(whole);
  fc.assert(
    fc.property(dumps, fc.integer({ min: 1, max: 300 }), (text, pieceBytes) => {
      expect(readDump(text, { pieceBytes })).toEqual(readDump(text));
    }),
    { numRuns: 100 },
  );
});

test('whatever comes, reading ends with an answer that is in bounds', () => {
  const bytes = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(dumps, bytes, dumps, (before, noise, after) => {
      const read = readDump(before + noise + after);
      if (!read.ok) return;
      for (const { thinId, exclusiveBlocks } of read.value.thins) {
        expect(thinId).toBeLessThan(2 ** 24);
        expect(exclusiveBlocks ?? 0).toBeGreaterThanOrEqual(0);
        expect(exclusiveBlocks ?? 0).toBeLessThanOrEqual(read.value.dataBlockCount);
      }
    }),
    { numRuns: 60 },
  );
});

/** Runs of blocks for each of a few thins, in a pool of two pages and a bit. */
const POOL_BLOCKS = 9000;
const run = fc.record({
  begin: fc.integer({ min: 0, max: POOL_BLOCKS - 1 }),
  length: fc.integer({ min: 1, max: 5000 }),
});
const pools = fc.array(fc.array(run, { maxLength: 4 }), { minLength: 1, maxLength: 8 });

test('sharing is what counting block by block gives', () => {
  fc.assert(
    fc.property(pools, (thins) => {
      const blocks = thins.map((runs) => new Set(runs.flatMap(blocksOf)));
      const read = readDump(dumpOf(blocks));
      if (!read.ok) throw new Error(read.reason);
      expect(read.value.problems).toEqual([]);
      for (const { thinId, exclusiveBlocks, sharesWith, hasMoreSharing } of read.value.thins) {
        const own = blocks[thinId] ?? new Set();
        const others = blocks.filter((_, at) => at !== thinId);
        expect(exclusiveBlocks).toBe(
          [...own].filter((block) => !others.some((other) => other.has(block))).length,
        );
        const shared = blocks.flatMap((other, at) => {
          const count = at === thinId ? 0 : [...own].filter((block) => other.has(block)).length;
          return count > 0 ? [{ thinId: at, blocks: count }] : [];
        });
        expect(sharesWith).toEqual(shared.toSorted((a, b) => b.blocks - a.blocks || a.thinId - b.thinId));
        expect(hasMoreSharing).toBe(false);
      }
    }),
    { numRuns: 30 },
  );
});

function blocksOf({ begin, length }: { readonly begin: number; readonly length: number }): number[] {
  return Array.from({ length: Math.min(length, POOL_BLOCKS - begin) }, (_, at) => begin + at);
}

/** As thin_dump prints them: runs as long as they are. */
function dumpOf(thins: readonly ReadonlySet<number>[]): string {
  const devices = thins.map((blocks, thinId) => {
    const mappings: string[] = [];
    const sorted = [...blocks].sort((a, b) => a - b);
    for (let at = 0; at < sorted.length; ) {
      const begin = sorted[at] ?? 0;
      let length = 1;
      while (sorted[at + length] === begin + length) length++;
      mappings.push(
        length === 1
          ? `<single_mapping origin_block="${begin}" data_block="${begin}" time="0"/>`
          : `<range_mapping origin_begin="${begin}" data_begin="${begin}" length="${length}" time="0"/>`,
      );
      at += length;
    }
    return `<device dev_id="${thinId}" mapped_blocks="${blocks.size}" transaction="0" creation_time="0" snap_time="0">${mappings.join('')}</device>`;
  });
  return `<superblock uuid="" time="0" transaction="0" data_block_size="128" nr_data_blocks="${POOL_BLOCKS}">${devices.join('')}</superblock>`;
}
