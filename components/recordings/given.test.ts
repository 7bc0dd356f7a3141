import { expect, test } from 'vitest';
import { givenOf } from './given.ts';

const named = (...paths: readonly string[]) =>
  givenOf(paths.map((path) => ({ path, blob: new Blob() }))).map(({ name, files }) => [name, files.length]);

test('a folder is one recording, and so are loose outputs that are named after their commands', () => {
  expect(named('sos/a/dmsetup_info_-c', 'sos/b/lsblk', 'other/lsblk')).toEqual([
    ['sos', 2],
    ['other', 1],
  ]);
  expect(named('dmsetup_info_-c', 'dmsetup_table', 'lsblk.txt')).toEqual([['3 files', 3]]);
});

test('captures that are dropped together are recordings of their own', () => {
  expect(named('before.capture', 'after.capture')).toEqual([
    ['before.capture', 1],
    ['after.capture', 1],
  ]);
  expect(named('lsblk')).toEqual([['lsblk', 1]]);
});
