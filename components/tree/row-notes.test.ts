import { expect, test } from 'vitest';
import { stackFixture } from '../../lib/stack/device.fixture.ts';
import { indexStack } from '../../lib/stack/index-stack.ts';
import { leakedSnapshot, mapped, plain, rowsOf } from '../../lib/tree/forest.fixture.ts';
import { plantForest } from '../../lib/tree/unfold.ts';
import { edgeNote, placesNote } from './row-notes.ts';

const forest = plantForest(indexStack(leakedSnapshot), 'holders-first', 'dm');
const { rows } = rowsOf(leakedSnapshot, ['holders-first', 'dm']);

const noteAt = (at: number) => {
  const row = rows[at];
  if (!row) throw new Error('there is no such row');
  return placesNote(forest, rows, row);
};

test('a repeated device says what else it stands under, and not what it is seen under', () => {
  expect(noteAt(1)).toBe('also under docker-meta');
  expect(noteAt(0)).toBe('');
});

test('many places are counted', () => {
  const disk = plain('8:0', 'sda');
  const many = ['a', 'b', 'c', 'd'].map((name, i) => mapped(`254:${i}`, name, ['8:0']));
  const stack = stackFixture([...many, disk]);
  const shown = rowsOf(stack, ['holders-first', 'dm']).rows;
  const under = plantForest(indexStack(stack), 'holders-first', 'dm');
  expect(shown[1] && placesNote(under, shown, shown[1])).toBe('also under b, c and 1 more');
});

test('an edge is named where it is not plain data', () => {
  const edge = { base: '8:0' as const, roles: ['cow', 'data'], file: null };
  expect(edgeNote({ ...edge, kind: 'table' })).toBe('cow');
  expect(edgeNote({ ...edge, kind: 'loop-file', file: '/srv/a.img' })).toBe('through file /srv/a.img');
  expect(edgeNote(null)).toBe('');
});
