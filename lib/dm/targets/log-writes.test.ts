import { expect, test } from 'vitest';
import { logWrites } from './log-writes.ts';
import { statusOf, tableOf } from './target-line.fixture.ts';

test('a log-writes target has data and a log', () => {
  const table = tableOf(logWrites, '0 131072 log-writes 7:31 7:32');
  expect(table.devices.map(({ device, role }) => [device, role])).toEqual([
    ['7:31', 'data'],
    ['7:32', 'log'],
  ]);
  expect(table.summary).toBe('Passes everything on to one device and records each write on another.');
});

test('its status tells whether it still records', () => {
  expect(statusOf(logWrites, '0 0')).toMatchObject({
    isLogging: true,
    summary: '0 entries recorded, up to 0 B of the log.',
  });
  // Hand-made from log_writes_status in dm-log-writes.c.
  expect(statusOf(logWrites, '1 2047 logging_disabled')).toMatchObject({
    isLogging: false,
    health: 'degraded',
    summary: 'Recording has stopped: the log device failed or is full; 1 entry recorded.',
  });
});
