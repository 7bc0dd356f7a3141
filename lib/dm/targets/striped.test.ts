import { expect, test } from 'vitest';
import { striped } from './striped.ts';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';

test('a striped target lists its stripes in order', () => {
  const table = tableOf(striped, '3000 1024 striped 2 64 7:1 20000 7:2 20000');
  expect(table).toMatchObject({ stripeCount: 2, chunkSectors: 64 });
  expect(table.devices).toEqual([
    { device: '7:1', role: 'stripe', startSector: 20000 },
    { device: '7:2', role: 'stripe', startSector: 20000 },
  ]);
  expect(table.summary).toBe('Striped over 2 devices without redundancy, chunks of 32 KiB.');
});

test('its status tells which stripe had errors', () => {
  expect(statusOf(striped, '2 98:0 98:16 1 AA')).toMatchObject({
    health: 'ok',
    badge: null,
    summary: 'No I/O errors on any of the 2 stripes.',
  });
  // Hand-made: the D of stripe_status in dm-stripe.c.
  expect(statusOf(striped, '2 98:0 98:16 1 AD')).toMatchObject({
    health: 'failed',
    badge: '1/2 errors',
    stripes: [
      { device: '98:0', hasErrors: false },
      { device: '98:16', hasErrors: true },
    ],
    summary: 'I/O errors on 1 stripe of 2 (number 2): what is stored there cannot be read.',
  });
});

test('a count that promises more than is there is refused at once', () => {
  expect(reasonOf(striped, '4000000000 128 7:3 0')).toBe(
    'argument 1: 4000000000 stripes need 8000000000 arguments, found 3',
  );
});
