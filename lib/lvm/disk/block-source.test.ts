import { expect, test } from 'vitest';
import { volumeSource } from './block-source.ts';
import { sourceOver } from './recorded-disk.fixture.ts';
import type { LayoutRun } from './volume-layout.ts';

const BYTES = new Uint8Array(8192).map((_, at) => (at * 7) % 251);
const plain = (pvOffset: number): LayoutRun => ({
  kind: 'plain',
  offset: 0,
  length: 2048,
  pv: 'pv0',
  pvOffset,
});

async function readAll(columns: readonly (readonly LayoutRun[])[]) {
  const asked: number[] = [];
  const pv = sourceOver(BYTES);
  const watched = {
    ...pv,
    read: (buffers: readonly Uint8Array[], offset: number) => {
      asked.push(offset);
      return pv.read(buffers, offset);
    },
  };
  const run: LayoutRun = { kind: 'striped', offset: 0, length: 4096, from: 0, stripeSizeBytes: 512, columns };
  const buffer = new Uint8Array(4096).fill(255);
  await volumeSource({ sizeBytes: 4096, runs: [run] }, new Map([['pv0', watched]])).read([buffer], 0);
  return { asked, buffer };
}

const stripesFrom = (...starts: readonly number[]) =>
  Uint8Array.from(
    Array.from({ length: 8 }, (_, chunk) => (starts[chunk % 2] ?? 0) + (chunk >> 1) * 512).flatMap((at) => [
      ...BYTES.subarray(at, at + 512),
    ]),
  );

test('stripes are read column by column, also where the columns are on one PV', async () => {
  const { asked, buffer } = await readAll([[plain(0)], [plain(4096)]]);
  expect(asked).toEqual([0, 4096]);
  expect(buffer).toEqual(stripesFrom(0, 4096));
});

test('columns that lie on each other all have their bytes', async () => {
  const { buffer } = await readAll([[plain(0)], [plain(0)]]);
  expect(buffer).toEqual(stripesFrom(0, 0));
});
