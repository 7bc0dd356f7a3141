import { expect, test } from 'vitest';
import { era } from './era.ts';
import { statusOf, tableOf } from './target-line.fixture.ts';

test('an era target has metadata and an origin', () => {
  const table = tableOf(era, '0 131072 era 7:24 7:25 8192');
  expect(table.devices.map(({ role }) => role)).toEqual(['metadata', 'origin']);
  expect(table.summary).toBe(
    'Passes everything on and notes which blocks of 4 MiB are written in which era.',
  );
});

test('its status tells the era', () => {
  expect(statusOf(era, '8 9/1024 1 -')).toMatchObject({
    currentEra: 1,
    heldRoot: null,
    badge: 'era 1',
    summary: 'Era 1; 0.879 % of its metadata space is used.',
  });
  expect(statusOf(era, 'Error')).toMatchObject({ health: 'failed', currentEra: null });
});
