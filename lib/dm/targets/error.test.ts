import { expect, test } from 'vitest';
import { error } from './error.ts';
import { statusOf, tableOf } from './target-line.fixture.ts';

test('an error target fails everything', () => {
  expect(tableOf(error, '2000 1000 error ')).toMatchObject({
    devices: [],
    summary: 'Fails every read and write.',
  });
  expect(statusOf(error, '')).toMatchObject({
    health: 'failed',
    badge: 'I/O errors',
    summary: 'Every read and write here fails.',
  });
});

test('it can take the limits of a device', () => {
  // Hand-made from io_err_ctr in dm-target.c.
  expect(tableOf(error, '0 8 error 7:1 2048').devices).toEqual([
    { device: '7:1', role: 'model', startSector: 2048 },
  ]);
});
