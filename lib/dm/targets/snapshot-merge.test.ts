import { expect, test } from 'vitest';
import { snapshotMerge } from './snapshot-merge.ts';
import { statusOf, tableOf } from './target-line.fixture.ts';

test('a merge has the table of a snapshot', () => {
  const table = tableOf(snapshotMerge, '0 131072 snapshot-merge 254:13 7:13 P 8');
  expect(table).toMatchObject({ origin: '254:13', cow: '7:13', chunkSectors: 8 });
  expect(table.summary).toBe('Merges a snapshot back into its origin, chunks of 4 KiB.');
});

test('what is left to merge is what is allocated beyond the metadata', () => {
  expect(statusOf(snapshotMerge, '16/131072 16')).toMatchObject({
    leftSectors: 0,
    health: 'ok',
    badge: 'merged',
    summary: 'The merge is done: nothing is left to copy back.',
  });
  // Hand-made numbers.
  expect(statusOf(snapshotMerge, '2064/131072 16')).toMatchObject({
    leftSectors: 2048,
    health: 'busy',
    badge: 'merging',
    summary: 'Merging into its origin: 1 MiB left.',
  });
  expect(statusOf(snapshotMerge, '2064/131072').leftSectors).toBeNull();
  expect(statusOf(snapshotMerge, 'Merge failed')).toMatchObject({ health: 'failed', badge: 'merge failed' });
});
