import { expect, test } from 'vitest';
import { flakey } from './flakey.ts';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';

test('a flakey target works and fails in turn', () => {
  const table = tableOf(flakey, '0 131072 flakey 7:7 0 60 2 1 drop_writes ');
  expect(table).toMatchObject({ upSeconds: 60, downSeconds: 2, dropsWrites: true, errorsReads: false });
  expect(table.summary).toBe(
    'Works for 60 seconds, then drops writes silently for 2 seconds, over and over.',
  );
  expect(statusOf(flakey, '')).toMatchObject({ health: 'ok' });
});

test('features with arguments, and none at all', () => {
  // Hand-made from dm-flakey.rst.
  expect(
    tableOf(flakey, '0 8 flakey 7:7 0 1 1 7 corrupt_bio_byte 32 r 1 0 random_read_corrupt 5'),
  ).toMatchObject({
    corruptByte: 32,
    randomReadCorrupt: 5,
  });
  expect(tableOf(flakey, '0 8 flakey 7:7 0 1 1')).toMatchObject({
    errorsReads: true,
    errorsWrites: true,
    summary: 'Works for 1 second, then fails every read and write for 1 second, over and over.',
  });
  expect(reasonOf(flakey, '7:7 0 1 1 2 corrupt_bio_byte 32')).toBe(
    'argument 8: option "corrupt_bio_byte" needs 4 more, found 1',
  );
});
