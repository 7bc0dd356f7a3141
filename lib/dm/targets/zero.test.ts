import { expect, test } from 'vitest';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';
import { zero } from './zero.ts';

test('a zero target has no device', () => {
  expect(tableOf(zero, '0 8 zero ')).toMatchObject({
    devices: [],
    summary: 'Reads give zeros; writes are thrown away.',
  });
  expect(statusOf(zero, '')).toMatchObject({ health: 'ok' });
  expect(reasonOf(zero, 'x')).toBe('argument 1: expected the end, found "x"');
});
