import { expect, test } from 'vitest';
import { leakedSnapshot } from '../tree/forest.fixture.ts';
import { holdersOf, indexStack } from './index-stack.ts';

const index = indexStack(leakedSnapshot);

test('holders come in the order of the stack, each with its edge', () => {
  const holders = holdersOf(index, '9:125').map(({ holder, edge }) => [holder.name, edge.base]);
  expect(holders).toEqual([
    ['docker1', '9:125'],
    ['docker2-real', '9:125'],
    ['snap-cow', '9:125'],
  ]);
});

test('what nothing holds has no holders, and neither has what is not there', () => {
  expect(holdersOf(index, '254:5')).toEqual([]);
  expect(holdersOf(index, '1:1')).toEqual([]);
  expect(index.byDevNo.get('1:1')).toBeUndefined();
});
