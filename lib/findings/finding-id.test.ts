import { expect, test } from 'vitest';
import { findingId } from './finding-id.ts';

test('an id says its rule, and is the same whatever order its causes come in', () => {
  const id = findingId('suspended', ['dm:LVM-a', 'dm:LVM-b']);
  expect(id).toBe('suspended-0716d66800');
  expect(findingId('suspended', ['dm:LVM-b', 'dm:LVM-a'])).toBe(id);
});

test('other causes give another id', () => {
  const ids = Array.from({ length: 10_000 }, (_, i) => findingId('loop-left', [`name:loop${i}`]));
  expect(new Set(ids).size).toBe(ids.length);
});
