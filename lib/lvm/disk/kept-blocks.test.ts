import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptBlocks } from './kept-blocks.ts';

const KIB = 1024;

test('what was added in pieces is read in any part', async () => {
  const piece = fc
    .record({ length: fc.integer({ min: 0, max: 150 * KIB }), byte: fc.constantFrom(0, 0, 7) })
    .map(({ length, byte }) => new Uint8Array(length).fill(byte));
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 6 }),
      fc.nat(),
      fc.nat(200 * KIB),
      async (pieces, at, length) => {
        const all = Buffer.concat(pieces);
        const blocks = keptBlocks(2 ** 30);
        for (const each of pieces) {
          const lent = each.slice();
          blocks.add(lent);
          lent.fill(99);
        }
        const source = blocks.source('not kept');
        const offset = at % (all.length + 1);
        const [one, two] = [new Uint8Array(Math.floor(length / 2)).fill(1), new Uint8Array(length).fill(1)];
        const got = await source.read([one, two], offset);
        expect(source.sizeBytes).toBe(all.length);
        expect(got).toBe(Math.min(one.length + two.length, all.length - offset));
        expect(
          Buffer.concat([one, two])
            .subarray(0, got)
            .equals(all.subarray(offset, offset + got)),
        ).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test('what has no room is counted, and not taken for zeros', async () => {
  const blocks = keptBlocks(128 * KIB);
  for (const byte of [1, 0, 2, 3, 0]) blocks.add(new Uint8Array(64 * KIB).fill(byte));
  const source = blocks.source('only the first are kept');
  const byte = new Uint8Array(1);
  expect(source.sizeBytes).toBe(320 * KIB);
  expect(await source.read([byte], 130 * KIB)).toBe(1);
  expect(byte[0]).toBe(2);
  await expect(source.read([byte], 192 * KIB)).rejects.toThrow('only the first are kept');
  expect(await source.read([byte], 256 * KIB)).toBe(1);
  expect(byte[0]).toBe(0);
});
