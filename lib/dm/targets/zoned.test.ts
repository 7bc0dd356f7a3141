import { expect, test } from 'vitest';
import { statusOf, tableOf } from './target-line.fixture.ts';
import { zoned } from './zoned.ts';

// No zoned device in the lab: all lines are hand-made from dm-zoned.rst and dmz_status in dm-zoned-target.c.

test('the first of several devices is the cache', () => {
  expect(tableOf(zoned, '0 8 zoned 8:0')).toMatchObject({ cache: null, zoned: ['8:0'] });
  const table = tableOf(zoned, '0 8 zoned 8:0 8:16 8:32');
  expect(table.devices.map(({ role }) => role)).toEqual(['cache', 'zoned', 'zoned']);
  expect(table.summary).toBe('Makes 2 zoned devices with a regular one as cache look like an ordinary disk.');
});

test('its status counts the free zones, with and without a cache', () => {
  expect(statusOf(zoned, '1000 zones 20/40 random 500/960 sequential')).toMatchObject({
    zoneCount: 1000,
    cacheZones: null,
    devices: [{ random: { part: 20, whole: 40 }, sequential: { part: 500, whole: 960 } }],
    summary: '20 of 40 zones that take random writes are free, of 1000 in all.',
  });
  expect(
    statusOf(zoned, '1000 zones 0/10 cache 0/0 random 5/500 sequential 0/0 random 6/490 sequential'),
  ).toMatchObject({
    cacheZones: { part: 0, whole: 10 },
    health: 'degraded',
    badge: 'no free zone',
  });
  expect(statusOf(zoned, '1000 zones 0/0 cache 20/40 random 500/960 sequential').devices).toHaveLength(1);
});
