import { expect, test } from 'vitest';
import { findings } from '../../lib/findings/findings.ts';
import { leakyHost } from '../../lib/findings/leaky-host.fixture.ts';
import { findingAfter, stripLines } from './strip-lines.ts';

const found = findings(leakyHost(40, 5));
const ids = found.map(({ id }) => id);
const lines = (selectedId: string | null, isWhole = false) =>
  stripLines(found, selectedId, isWhole).map(({ id }) => ids.indexOf(id));

test('five leaks are five findings', () => {
  expect(new Set(ids).size).toBe(5);
});

test('the strip has the worst three, and the selected one in any case', () => {
  expect(lines(null)).toEqual([0, 1, 2]);
  expect(lines(ids[1] ?? '')).toEqual([0, 1, 2]);
  expect(lines(ids[4] ?? '')).toEqual([0, 1, 4]);
  expect(lines('gone')).toEqual([0, 1, 2]);
});

test('all of them when asked for, and when there are few', () => {
  expect(lines(null, true)).toEqual([0, 1, 2, 3, 4]);
  expect(stripLines(found.slice(0, 3), null, false)).toEqual(found.slice(0, 3));
  expect(stripLines([], null, false)).toEqual([]);
});

test('the next finding is the first one to begin with, and again after the last one', () => {
  expect(findingAfter(found, null)).toBe(found[0]);
  expect(findingAfter(found, ids[0] ?? '')).toBe(found[1]);
  expect(findingAfter(found, ids[4] ?? '')).toBe(found[0]);
  expect(findingAfter(found, 'gone')).toBe(found[0]);
  expect(findingAfter([], null)).toBeNull();
});
