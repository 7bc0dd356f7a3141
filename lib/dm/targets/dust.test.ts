import { expect, test } from 'vitest';
import { dust } from './dust.ts';
import { statusOf, tableOf } from './target-line.fixture.ts';

test('a dust target maps onto one device', () => {
  const table = tableOf(dust, '0 131072 dust 7:8 0 512');
  expect(table).toMatchObject({ device: '7:8', startSector: 0, blockSizeBytes: 512 });
  expect(table.summary).toBe('Can play bad blocks of 512 B; maps onto one device, from the beginning.');
});

test('its status tells whether bad blocks are played', () => {
  expect(statusOf(dust, '7:8 fail_read_on_bad_block verbose')).toMatchObject({
    failsReads: true,
    isQuiet: false,
    badge: 'failing',
    summary: 'Reads of the blocks marked bad fail until they are written.',
  });
  // Hand-made: the first form.
  expect(statusOf(dust, '7:8 bypass')).toMatchObject({ failsReads: false, isQuiet: null, badge: null });
});
