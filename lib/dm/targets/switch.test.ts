import { expect, test } from 'vitest';
import { switchTarget } from './switch.ts';
import { statusOf, tableOf } from './target-line.fixture.ts';

test('a switch target has paths', () => {
  const table = tableOf(switchTarget, '0 131072 switch 2 1024 0 7:33 0 7:34 0');
  expect(table).toMatchObject({ pathCount: 2, regionSectors: 1024 });
  expect(table.devices.map(({ device }) => device)).toEqual(['7:33', '7:34']);
  expect(table.summary).toBe('Sends each region of 512 KiB down one of 2 paths, by a table kept in memory.');
  expect(statusOf(switchTarget, '')).toMatchObject({ health: 'ok' });
});
