import { expect, test } from 'vitest';
import { ageText, durationText, utcText } from './time-text.ts';

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

test('a time is given in UTC; one that no calendar has is left out', () => {
  expect(utcText(Number.NaN)).toBe('');
  expect(utcText(9e15)).toBe('');
  expect(utcText(1763689858000)).toBe('2025-11-21 01:50:58 UTC');
});

test('a duration is as exact as it is worth', () => {
  expect([-5, 12.4, 999, 1000, 3449, 59_949, 125_900].map(durationText)).toEqual([
    '0 ms',
    '12 ms',
    '999 ms',
    '1.0 s',
    '3.4 s',
    '59.9 s',
    '2 min 5 s',
  ]);
});
