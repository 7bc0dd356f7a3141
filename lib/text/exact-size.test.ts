import { expect, test } from 'vitest';
import { exactBytes, grouped } from './exact-size.ts';

test('whole sectors are told, other sizes are bytes alone', () => {
  expect(exactBytes(314572800)).toBe('314,572,800 bytes, 614,400 sectors');
  expect(exactBytes(1000)).toBe('1,000 bytes');
  expect(exactBytes(0)).toBe('0 bytes');
});

test('thousands are set apart', () => {
  expect([0, 999, 1000, 1234567].map(grouped)).toEqual(['0', '999', '1,000', '1,234,567']);
});
