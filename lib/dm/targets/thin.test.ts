import { expect, test } from 'vitest';
import { statusOf, tableOf } from './target-line.fixture.ts';
import { thin } from './thin.ts';

test('a thin volume has a pool and an ID', () => {
  const table = tableOf(thin, '0 204800 thin 254:2 101');
  expect(table).toMatchObject({ pool: '254:2', thinId: 101, externalOrigin: null });
  expect(table.devices).toEqual([{ device: '254:2', role: 'pool', startSector: null }]);
  expect(table.summary).toBe('Thin volume, ID 101 in its pool.');
});

test('the third argument is the external origin', () => {
  const table = tableOf(thin, '0 81920 thin 254:2 6 254:9');
  expect(table.devices.map(({ role }) => role)).toEqual(['pool', 'external origin']);
  expect(table.summary).toBe(
    'Thin volume, ID 6 in its pool, with an external origin: what it has not overwritten is read from there.',
  );
});

test('its status tells what is mapped', () => {
  expect(statusOf(thin, '174080 174079', '0 204800 thin 254:2 1')).toMatchObject({
    mappedSectors: 174080,
    highestMappedSector: 174079,
    health: 'ok',
    badge: '85 %',
    summary:
      '85 % is mapped: 85 MiB of 100 MiB take space in its pool, some of it perhaps shared with snapshots.',
  });
  expect(statusOf(thin, '0 -')).toMatchObject({
    highestMappedSector: null,
    summary: 'Nothing is mapped: it takes no space in its pool.',
  });
});

test('a failed pool, an unreadable mapping and a closed volume are told apart', () => {
  // Hand-made from thin_status in dm-thin.c.
  expect(statusOf(thin, 'Fail')).toMatchObject({ state: 'failed', health: 'failed', badge: 'failed' });
  expect(statusOf(thin, 'Error')).toMatchObject({ state: 'error', health: 'failed', badge: 'error' });
  expect(statusOf(thin, '-')).toMatchObject({ state: 'no-metadata', health: 'unknown' });
});
