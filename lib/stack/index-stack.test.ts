import { expect, test } from 'vitest';
import { leakedSnapshot } from '../tree/forest.fixture.ts';
import { deviceOf, holdersOf, indexStack } from './index-stack.ts';
import type { Device } from './stack.ts';

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

test('a stack is indexed once, and a device is found by what it is known by', () => {
  expect(indexStack(leakedSnapshot)).toBe(index);
  expect(indexStack({ ...leakedSnapshot })).not.toBe(index);
  const [, second] = leakedSnapshot.devices;
  expect(deviceOf(leakedSnapshot, second?.identity ?? '')).toBe(second);
  expect(deviceOf(leakedSnapshot, 'dm:nothing-of-this-name')).toBeNull();
});

test('of two devices with one identity the first is meant', () => {
  const [first, second] = leakedSnapshot.devices as [Device, Device];
  const devices = [first, { ...second, identity: first.identity }];
  expect(deviceOf({ ...leakedSnapshot, devices }, first.identity)).toBe(first);
});
