import { expect, test } from 'vitest';
import { hostileDisks, readAllOf } from './hostile-disk.fixture.ts';

/** A few of those that `npm run fuzz` tries. */
test('whatever stands on a disk, a scan of it ends with an answer', async () => {
  let readable = 0;
  for (let number = 0; number < 300; number++) readable += await readAllOf(hostileDisks(number));
  // Some of it must be good enough to get past the checks.
  expect(readable).toBeGreaterThan(100);
});
