import { expect, test } from 'vitest';
import { clone } from './clone.ts';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';

test('a clone has metadata, a destination and a source', () => {
  const table = tableOf(clone, '0 131072 clone 7:26 7:27 7:28 8 1 no_hydration');
  expect(table.devices.map(({ device, role }) => [device, role])).toEqual([
    ['7:26', 'metadata'],
    ['7:27', 'destination'],
    ['7:28', 'source'],
  ]);
  expect(table).toMatchObject({ regionSectors: 8, hydrates: false, passesDiscardsDown: true });
  expect(table.summary).toBe(
    'Copies a read-only source to a destination while it is used, regions of 4 KiB; not in the background.',
  );
  // Hand-made from dm-clone.rst.
  const core = '0 4 hydration_threshold 256 hydration_batch_size 16';
  expect(tableOf(clone, `0 8 clone 7:1 7:2 7:3 8 ${core}`)).toMatchObject({
    hydrationThreshold: 256,
    hydrationBatchSize: 16,
  });
  expect(reasonOf(clone, '7:1 7:2 7:3')).toBe(
    'argument 4: expected the region size in sectors, found the end',
  );
});

test('its status tells how much is copied', () => {
  expect(
    statusOf(clone, '8 6/1024 8 0/16384 0 1 no_hydration 4 hydration_threshold 1 hydration_batch_size 1 rw'),
  ).toMatchObject({
    usage: { hydratedRegions: { part: 0, whole: 16384 }, features: ['no_hydration'], metadataMode: 'rw' },
    health: 'ok',
    badge: '0 %',
    summary: '0 % is copied; the background copy is off, the rest is still read from the source.',
  });
  // Hand-made.
  expect(statusOf(clone, '8 6/1024 8 4096/16384 1 0 0 rw')).toMatchObject({ health: 'busy', badge: '25 %' });
  expect(statusOf(clone, '8 6/1024 8 16384/16384 0 0 0 rw').summary).toBe(
    'All is copied: the source is no longer needed.',
  );
  expect(statusOf(clone, '8 6/1024 8 4096/16384 0 0 0 ro')).toMatchObject({
    health: 'degraded',
    badge: 'read-only',
  });
  expect(statusOf(clone, 'Fail')).toMatchObject({ usage: null, health: 'failed' });
});
