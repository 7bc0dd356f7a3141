import { expect, test } from 'vitest';
import { freeThinId } from './free-thin-id.ts';

test('a free thin ID is above all that are taken, and in a gap only where there is nothing above', () => {
  expect(freeThinId([])).toBe(0);
  expect(freeThinId([3, 1])).toBe(4);
  expect(freeThinId([0, 1, 2 ** 24 - 1])).toBe(2);
});
