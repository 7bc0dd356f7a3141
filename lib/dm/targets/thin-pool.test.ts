import { expect, test } from 'vitest';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';
import { thinPool } from './thin-pool.ts';

const POOL = '0 409600 thin-pool 254:0 254:1 128 0 1 error_if_no_space ';

test('a pool has metadata, data and features', () => {
  const table = tableOf(thinPool, POOL);
  expect(table).toMatchObject({
    blockSectors: 128,
    lowWaterBlocks: 0,
    zeroesNewBlocks: true,
    whenFull: 'error',
  });
  expect(table.devices).toEqual([
    { device: '254:0', role: 'metadata', startSector: 0 },
    { device: '254:1', role: 'data', startSector: 0 },
  ]);
  expect(table.summary).toBe(
    'Thin pool, blocks of 64 KiB; new blocks are zeroed; when it is full, writes fail.',
  );
});

test('every feature has its field, and an unknown one is shown', () => {
  // Hand-made from thin-provisioning.rst.
  const features = '5 skip_block_zeroing ignore_discard no_discard_passdown read_only new_thing';
  const table = tableOf(thinPool, `0 8 thin-pool 254:0 254:1 1024 16 ${features}`);
  expect(table).toMatchObject({
    lowWaterBlocks: 16,
    zeroesNewBlocks: false,
    ignoresDiscards: true,
    passesDiscardsDown: false,
    isReadOnly: true,
    whenFull: 'queue',
  });
  expect(table.facts).toContainEqual({ label: 'Other options', value: 'new_thing' });
  expect(reasonOf(thinPool, '254:0 254:1 128 0 3 read_only')).toBe(
    'argument 5: 3 features need 3 arguments, found 1',
  );
});

test('its status tells how full it is', () => {
  expect(
    statusOf(thinPool, '6 122/1024 512/3200 101 rw no_discard_passdown queue_if_no_space - 256 ', POOL),
  ).toMatchObject({
    usage: {
      transactionId: 6,
      metadataBlocks: { part: 122, whole: 1024 },
      dataBlocks: { part: 512, whole: 3200 },
      heldRoot: 101,
      mode: 'rw',
      discards: 'no_discard_passdown',
      whenFull: 'queue',
      needsCheck: false,
      metadataLowWaterBlocks: 256,
    },
    health: 'ok',
    badge: '16 %',
    summary: 'Data 16 % used (32 MiB of 200 MiB), metadata 11.9 %.',
  });
});

test('a full pool says what happens to writes', () => {
  const full = '7 132/1024 3200/3200 - out_of_data_space no_discard_passdown error_if_no_space - 256 ';
  expect(statusOf(thinPool, full, POOL)).toMatchObject({
    health: 'failed',
    badge: 'full',
    summary:
      'Out of data space: writes that need a new block fail until the pool grows. Data 100 % used (200 MiB of 200 MiB), metadata 12.9 %.',
  });
});

test('older forms end sooner, and null stands for what they do not tell', () => {
  // Hand-made from pool_status in dm-thin.c, cut where older kernels end.
  expect(statusOf(thinPool, '6 118/1024 400/3200 -').usage).toMatchObject({
    mode: null,
    discards: null,
    needsCheck: null,
  });
  expect(statusOf(thinPool, '6 118/1024 400/3200 - ro discard_passdown')).toMatchObject({
    usage: { mode: 'ro', whenFull: null },
    health: 'degraded',
    badge: 'read-only',
  });
  expect(
    statusOf(thinPool, '6 118/1024 400/3200 - ro discard_passdown queue_if_no_space needs_check'),
  ).toMatchObject({
    usage: { needsCheck: true, metadataLowWaterBlocks: null },
    health: 'failed',
    badge: 'needs check',
  });
  expect(statusOf(thinPool, '6 1024/1024 400/3200 - rw discard_passdown')).toMatchObject({
    badge: 'meta full',
  });
  expect(statusOf(thinPool, 'Fail')).toMatchObject({ usage: null, health: 'failed', badge: 'failed' });
  expect(statusOf(thinPool, 'Error')).toMatchObject({ usage: null, health: 'failed', badge: 'error' });
});
