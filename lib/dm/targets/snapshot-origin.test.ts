import { expect, test } from 'vitest';
import { snapshotOrigin } from './snapshot-origin.ts';
import { statusOf, tableOf } from './target-line.fixture.ts';

test('an origin names the device that has snapshots', () => {
  const table = tableOf(snapshotOrigin, '0 409600 snapshot-origin 254:1');
  expect(table.devices).toEqual([{ device: '254:1', role: 'origin', startSector: null }]);
  expect(table.summary).toBe(
    'Origin of snapshots: before it is overwritten here, data is copied into the snapshots.',
  );
  expect(statusOf(snapshotOrigin, '')).toMatchObject({ health: 'ok', badge: null });
});
