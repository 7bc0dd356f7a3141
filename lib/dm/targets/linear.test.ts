import { expect, test } from 'vitest';
import { linear } from './linear.ts';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';

test('a linear target is one device from a sector on', () => {
  const table = tableOf(linear, '0 409600 linear 254:3 2048');
  expect(table.devices).toEqual([{ device: '254:3', role: 'data', startSector: 2048 }]);
  expect(table.summary).toBe('Maps straight onto one device, from sector 2048 (1 MiB).');
  expect(tableOf(linear, '0 8 linear /dev/sda 0').summary).toBe(
    'Maps straight onto one device, from the beginning.',
  );
});

test('a linear target has no status', () => {
  expect(statusOf(linear, '')).toMatchObject({ health: 'ok', badge: null });
});

test('the reason names what was expected and what was found', () => {
  expect(reasonOf(linear, '')).toBe('argument 1: expected the device, found the end');
  expect(reasonOf(linear, '254:3')).toBe('argument 2: expected the start sector, found the end');
  expect(reasonOf(linear, '254:3 -1')).toBe('argument 2: expected the start sector, found "-1"');
  expect(reasonOf(linear, '254:3 0 x')).toBe('argument 3: expected the end, found "x"');
  expect(reasonOf(linear, '254:3 99999999999999999999')).toMatch(/^argument 2: expected the start sector/);
});
