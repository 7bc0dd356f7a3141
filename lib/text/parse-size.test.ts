import { expect, test } from 'vitest';
import { parseSectors } from './parse-size.ts';

test('a size has a number and a unit', () => {
  expect(['100M', '1g', '204800s', '1024b', '3k'].map(parseSectors)).toEqual([204800, 2097152, 204800, 2, 6]);
});

test('what is no whole number of sectors is none', () => {
  for (const text of ['', '100', 'M', '0M', '1.5G', '-1M', '513b', '1MiB', '9999999999999999p', '1e3s'])
    expect(parseSectors(text)).toBeNull();
});
