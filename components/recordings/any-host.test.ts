import { expect, test } from 'vitest';
import { type AnyHost, pairToCompare } from './any-host.ts';

const LIVE: AnyHost = { id: 'this-host', name: 'host1', kind: 'live', timeSeconds: null, fileName: '' };
const recording = (id: string, name: string, timeSeconds: number): AnyHost => ({
  ...{ id, name, timeSeconds },
  kind: 'local',
  fileName: `${id}.capture`,
});

test('the later one is what the earlier one became, and a live host is the latest', () => {
  const [a, b] = [recording('a', 'host1', 100), recording('b', 'host1', 200)];
  expect(pairToCompare([a, b], 'a')).toEqual({ host: 'b', compare: 'a' });
  expect(pairToCompare([a, b], 'b')).toEqual({ host: 'b', compare: 'a' });
  expect(pairToCompare([LIVE, b], 'b')).toEqual({ host: 'this-host', compare: 'b' });
});

test('one of the same name is the first to compare with', () => {
  const [other, same] = [recording('other', 'host9', 300), recording('same', 'host1', 100)];
  expect(pairToCompare([LIVE, other, same], null)).toEqual({ host: 'this-host', compare: 'same' });
  expect(pairToCompare([LIVE], null)).toBeNull();
  expect(pairToCompare([], null)).toBeNull();
});
