import { expect, test } from 'vitest';
import { integrity } from './integrity.ts';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';

test('a stand-alone integrity target', () => {
  const table = tableOf(
    integrity,
    '0 32768 integrity 254:27 0 4 J 8 meta_device:254:26 recalculate journal_sectors:176 interleave_sectors:1 buffer_sectors:128 journal_watermark:50 commit_time:10000 internal_hash:crc32c',
  );
  expect(table.devices).toEqual([
    { device: '254:27', role: 'data', startSector: 0 },
    { device: '254:26', role: 'metadata', startSector: null },
  ]);
  expect(table).toMatchObject({
    tagSizeBytes: 4,
    mode: 'J',
    internalHash: { name: 'crc32c', isKeyed: false },
    journalSectors: 176,
    commitTimeMs: 10000,
    isRecalculating: true,
  });
  expect(table.summary).toBe(
    'Checks all data read against its crc32c checksum; a journal keeps data and tags together in a crash.',
  );
});

test('below dm-crypt the tags come from above', () => {
  const table = tableOf(
    integrity,
    '0 152096 integrity 7:44 32768 32 J 6 journal_sectors:1496 interleave_sectors:32768 buffer_sectors:128 journal_watermark:50 commit_time:10000 fix_padding',
  );
  expect(table.internalHash).toBeNull();
  expect(table.summary).toBe(
    'Keeps tags of 32 bytes for the layer above; a journal keeps data and tags together in a crash.',
  );
});

test('a key is never kept', () => {
  // Hand-made: an older dmsetup prints it.
  const table = tableOf(
    integrity,
    '0 8 integrity 7:1 0 - B 3 internal_hash:hmac(sha256):5ec7e7 sectors_per_bit:512 bitmap_flush_interval:9',
  );
  expect(JSON.stringify(table)).not.toContain('5ec7e7');
  expect(table).toMatchObject({
    tagSizeBytes: null,
    internalHash: { name: 'hmac(sha256)', isKeyed: true },
    sectorsPerBit: 512,
    bitmapFlushIntervalMs: 9,
  });
  expect(reasonOf(integrity, '7:1 0 4 X 0')).toBe('argument 4: expected the mode (J, B, D, R, I), found "X"');
});

test('its status counts mismatches', () => {
  expect(statusOf(integrity, '18 129160 -')).toMatchObject({
    mismatches: 18,
    dataSectors: 129160,
    recalculatedSectors: null,
    health: 'degraded',
    badge: 'corruption',
    summary: 'Silent corruption: 18 checksums did not match since it was activated.',
  });
  expect(statusOf(integrity, '0 32768 32768')).toMatchObject({
    health: 'ok',
    summary: 'No checksum mismatch since it was activated.',
  });
  // Hand-made: under way, and the two older forms.
  expect(statusOf(integrity, '0 32768 8192')).toMatchObject({
    health: 'busy',
    badge: 'recalc 25 %',
    summary:
      'No checksum mismatch since it was activated; checksums are being calculated: 25 % of 16 MiB done.',
  });
  expect(statusOf(integrity, '0')).toMatchObject({ dataSectors: null, health: 'ok' });
  expect(statusOf(integrity, '0 32768')).toMatchObject({ dataSectors: 32768, recalculatedSectors: null });
});
