import { expect, test } from 'vitest';
import { statusOf, tableOf } from './target-line.fixture.ts';
import { unstriped } from './unstriped.ts';

test('an unstriped target shows one stripe', () => {
  const table = tableOf(unstriped, '0 65536 unstriped 2 128 1 7:35 0');
  expect(table).toMatchObject({ stripeCount: 2, chunkSectors: 128, stripe: 1, device: '7:35' });
  expect(table.summary).toBe('Shows only stripe 1 of a device with 2 stripes, chunks of 64 KiB.');
  expect(statusOf(unstriped, '')).toMatchObject({ health: 'ok' });
});
