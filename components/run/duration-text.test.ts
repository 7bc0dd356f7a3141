import { expect, test } from 'vitest';
import { durationText } from './duration-text.ts';

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
