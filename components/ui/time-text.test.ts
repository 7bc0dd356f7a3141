import { expect, test } from 'vitest';
import { ageText, utcText } from './time-text.ts';

test('an age has one unit and is never negative', () => {
  expect([-5000, 1400, 59000, 61000, 7200000, 200 * 3600000].map(ageText)).toEqual([
    '0 s',
    '1 s',
    '59 s',
    '1 min',
    '2 h',
    '8 days',
  ]);
});

test('a time is given in UTC', () => {
  expect(utcText(1763689858000)).toBe('2025-11-21 01:50:58 UTC');
});
