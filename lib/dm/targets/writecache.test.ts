import { expect, test } from 'vitest';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';
import { writecache } from './writecache.ts';

test('a write cache has an origin and a cache', () => {
  const table = tableOf(writecache, '0 81920 writecache s 254:77 254:76 4096 0');
  expect(table.devices).toEqual([
    { device: '254:77', role: 'origin', startSector: 0 },
    { device: '254:76', role: 'cache', startSector: 0 },
  ]);
  expect(table.summary).toBe('Write cache on an SSD, blocks of 4 KiB: the origin alone is not complete.');
});

test('every option of writecache.rst has its field', () => {
  // Hand-made.
  const options =
    'start_sector 8 high_watermark 60 low_watermark 40 writeback_jobs 9 autocommit_blocks 7 autocommit_time 500 ' +
    'max_age 1000 cleaner nofua metadata_only pause_writeback 3000';
  expect(tableOf(writecache, `0 8 writecache p 7:1 7:2 4096 19 ${options}`)).toMatchObject({
    cacheKind: 'pmem',
    startSector: 8,
    highWatermarkPercent: 60,
    lowWatermarkPercent: 40,
    writebackJobs: 9,
    autocommitBlocks: 7,
    autocommitTimeMs: 500,
    maxAgeMs: 1000,
    pauseWritebackMs: 3000,
    isCleaner: true,
    isMetadataOnly: true,
  });
  expect(reasonOf(writecache, 's 7:1 7:2 4096 1 max_age')).toBe(
    'argument 7: option "max_age" needs 1 more, found 0',
  );
});

test('its status has four fields on old kernels and fourteen on newer ones', () => {
  expect(statusOf(writecache, '0 4080 4080 0 1300 0 0 0 0 0 0 0 0 0')).toMatchObject({
    totalBlocks: 4080,
    freeBlocks: 4080,
    health: 'ok',
    badge: '0 %',
    summary: 'The cache is empty: everything is on the origin.',
  });
  // Hand-made.
  expect(statusOf(writecache, '0 4080 3060 12')).toMatchObject({
    writebackBlocks: 12,
    counters: [],
    summary: '1020 blocks (25 % of the cache) not written to the origin yet.',
  });
  expect(statusOf(writecache, '1 4080 3060 0')).toMatchObject({
    error: 1,
    health: 'failed',
    badge: 'failed',
  });
});
