import { expect, test } from 'vitest';
import { ebs } from './ebs.ts';
import { statusOf, tableOf } from './target-line.fixture.ts';

test('an ebs target emulates a block size', () => {
  // Hand-made from dm-ebs.rst: not in the lab's kernel.
  expect(tableOf(ebs, '0 8 ebs 8:16 1024 1 8')).toMatchObject({
    device: '8:16',
    startSector: 1024,
    emulatedSectors: 1,
    underlyingSectors: 8,
    summary: 'Shows blocks of 512 B on a device with blocks of 4 KiB.',
  });
  expect(tableOf(ebs, '0 8 ebs 8:16 0 1').summary).toBe(
    'Shows blocks of 512 B on a device with its own block size.',
  );
  expect(statusOf(ebs, '')).toMatchObject({ health: 'ok' });
});
