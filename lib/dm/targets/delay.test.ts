import { expect, test } from 'vitest';
import { delay } from './delay.ts';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';

test('six arguments tell reads from writes', () => {
  const table = tableOf(delay, '0 131072 delay 7:5 0 3 7:6 0 7');
  expect(table.devices.map(({ device, role }) => [device, role])).toEqual([
    ['7:5', 'read'],
    ['7:6', 'write'],
  ]);
  expect(table.flush).toEqual({ device: '7:6', startSector: 0, delayMs: 7 });
  expect(table.summary).toBe('Holds reads back for 3 ms, writes for 7 ms and flushes for 7 ms.');
});

test('three arguments hold for all, nine tell flushes too', () => {
  // The examples of delay.rst, with device numbers.
  expect(tableOf(delay, '0 8 delay 7:5 0 500')).toMatchObject({
    write: { device: '7:5', delayMs: 500 },
    devices: [{ device: '7:5', role: 'data', startSector: 0 }],
    summary: 'Holds every request back for 500 ms.',
  });
  expect(tableOf(delay, '0 8 delay 7:5 0 50 7:6 0 100 7:5 0 333').devices.map(({ role }) => role)).toEqual([
    'read',
    'write',
    'flush',
  ]);
  expect(reasonOf(delay, '7:5 0 50 7:6')).toBe('argument 1: expected 3, 6 or 9 arguments, found 4');
});

test('its status counts what is held back', () => {
  expect(statusOf(delay, '0 0 0').summary).toBe('No request is being held back now.');
  // Hand-made; older kernels print two numbers.
  expect(statusOf(delay, '1 2')).toMatchObject({
    flushes: null,
    summary: 'Held back now: 1 read and 2 writes.',
  });
});
