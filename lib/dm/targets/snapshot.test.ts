import { expect, test } from 'vitest';
import { snapshot } from './snapshot.ts';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';

test('a snapshot has an origin and a COW device', () => {
  const table = tableOf(snapshot, '0 614400 snapshot 254:2 254:3 P 8');
  expect(table.devices.map(({ device, role }) => [device, role])).toEqual([
    ['254:2', 'origin'],
    ['254:3', 'cow'],
  ]);
  expect(table).toMatchObject({ isPersistent: true, supportsOverflow: false, chunkSectors: 8 });
  expect(table.summary).toBe('Copy-on-write snapshot, chunks of 4 KiB, persistent.');
});

test('a transient store, overflow support and features are told apart', () => {
  // Hand-made from snapshot.rst and snapshot_status in dm-snap.c.
  expect(tableOf(snapshot, '0 8 snapshot 254:2 254:3 N 16')).toMatchObject({
    isPersistent: false,
    summary: 'Copy-on-write snapshot, chunks of 8 KiB, transient: it is lost when the device is removed.',
  });
  const features = '2 discard_zeroes_cow discard_passdown_origin';
  expect(tableOf(snapshot, `0 8 snapshot 254:2 254:3 PO 8 ${features}`)).toMatchObject({
    supportsOverflow: true,
    discardZeroesCow: true,
    discardPassdownOrigin: true,
  });
  expect(reasonOf(snapshot, '254:2 254:3 X 8')).toBe(
    'argument 3: expected the exception store (P, PO, N, p, n), found "X"',
  );
});

test('its status tells how full the copy-on-write space is', () => {
  expect(statusOf(snapshot, '16464/24576 80')).toMatchObject({
    usage: { state: 'active', allocatedSectors: 16464, totalSectors: 24576, metadataSectors: 80 },
    health: 'ok',
    badge: '67 %',
    summary: '67 % of its copy-on-write space is used: 8.04 MiB of 12 MiB.',
  });
  expect(statusOf(snapshot, '16/204800 16')).toMatchObject({
    badge: '0 %',
    summary: 'Nothing has changed since it was taken; 100 MiB are there for changes.',
  });
});

test('the form without metadata, of old kernels, is understood', () => {
  expect(statusOf(snapshot, '24576/24576')).toMatchObject({
    usage: { state: 'active', metadataSectors: null },
    health: 'degraded',
    badge: 'full',
    summary: 'All 12 MiB of its copy-on-write space are used: the next change makes it invalid.',
  });
});

test('the words for a lost snapshot are understood', () => {
  expect(statusOf(snapshot, 'Invalid')).toMatchObject({
    usage: { state: 'invalid' },
    health: 'failed',
    badge: 'invalid',
    summary:
      'Invalid: its copy-on-write space ran full or failed. What the snapshot held is lost; the origin is not affected.',
  });
  expect(statusOf(snapshot, 'Overflow')).toMatchObject({ usage: { state: 'overflow' }, health: 'failed' });
  expect(statusOf(snapshot, 'Merge failed')).toMatchObject({
    usage: { state: 'merge-failed' },
    health: 'failed',
  });
  expect(statusOf(snapshot, 'Unknown')).toMatchObject({ usage: { state: 'unknown' }, health: 'unknown' });
});
