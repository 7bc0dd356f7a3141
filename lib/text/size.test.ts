import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBytes, formatSectors } from './size.ts';

test('a size has three significant digits and no trailing zeros', () => {
  expect(formatBytes(0)).toBe('0 B');
  expect(formatBytes(512)).toBe('512 B');
  expect(formatBytes(4096)).toBe('4 KiB');
  expect(formatBytes(8429568)).toBe('8.04 MiB');
  expect(formatBytes(1.5 * 1024 ** 3)).toBe('1.5 GiB');
  expect(formatBytes(123456789012345)).toBe('112 TiB');
  expect(formatBytes(-4096)).toBe('-4 KiB');
});

test('a size that would need a fourth digit takes the next unit', () => {
  expect(formatBytes(999)).toBe('999 B');
  expect(formatBytes(1000)).toBe('0.977 KiB');
  expect(formatBytes(1023 * 1024)).toBe('0.999 MiB');
  expect(formatBytes(1024 ** 2 - 1)).toBe('1 MiB');
});

test('sectors are 512 bytes', () => {
  expect(formatSectors(8)).toBe('4 KiB');
  expect(formatSectors(409600)).toBe('200 MiB');
});

test('no size of a real device needs more than nine characters', () => {
  fc.assert(
    fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (bytes) => {
      expect(formatBytes(bytes)).toMatch(/^[\d.]{1,5} ([KMGTPE]i)?B$/);
    }),
  );
});
