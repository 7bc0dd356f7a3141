import { expect, test } from 'vitest';
import { captureName } from './capture-name.ts';

test('a capture is called after its host and moment', () => {
  expect(captureName('host1.example.com', 1763689658)).toBe('host1.example.com-2025-11-21T014738Z');
});

test('no host and no time make a name that leads out of the folder, or none', () => {
  expect(captureName('../../etc/\u202e', Number.NaN)).toBe('.._.._etc__-undated');
  expect(captureName('', 0)).toBe('host-undated');
  expect(captureName('x'.repeat(5000), 0)).toHaveLength(120 + '-undated'.length);
});
