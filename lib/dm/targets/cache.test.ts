import { expect, test } from 'vitest';
import { cache } from './cache.ts';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';

test('a cache has metadata, a fast and a slow device', () => {
  const table = tableOf(
    cache,
    '0 131072 cache 7:21 7:22 7:23 128 2 metadata2 writethrough smq 2 migration_threshold 2048',
  );
  expect(table.devices.map(({ device, role }) => [device, role])).toEqual([
    ['7:21', 'metadata'],
    ['7:22', 'cache'],
    ['7:23', 'origin'],
  ]);
  expect(table).toMatchObject({ blockSectors: 128, mode: 'writethrough', metadataFormat: 2, policy: 'smq' });
  expect(table.policyArgs).toEqual(['migration_threshold', '2048']);
  expect(table.summary).toBe(
    'Keeps what is used most on a faster device, writethrough, blocks of 64 KiB: every write also goes to the origin.',
  );
});

test('writeback is the default', () => {
  // The example of cache.rst, with device numbers.
  const table = tableOf(
    cache,
    '0 41943040 cache 7:1 7:2 7:3 512 0 mq 4 sequential_threshold 1024 random_threshold 8',
  );
  expect(table.mode).toBe('writeback');
  expect(reasonOf(cache, '7:1 7:2 7:3 512 1 writeback')).toBe(
    'argument 7: expected the policy, found the end',
  );
});

test('its status tells what is in it and what is not written back', () => {
  const status = statusOf(
    cache,
    '8 9/2048 128 17/128 86 58 0 0 0 17 0 3 metadata2 writethrough no_discard_passdown 2 migration_threshold 2048 mq 2 random_threshold 0 rw - ',
  );
  expect(status).toMatchObject({
    usage: {
      metadataBlocks: { part: 9, whole: 2048 },
      cacheBlocks: { part: 17, whole: 128 },
      readHits: 86,
      readMisses: 58,
      promotions: 17,
      dirtyBlocks: 0,
      policy: 'mq',
      metadataMode: 'rw',
      needsCheck: false,
    },
    health: 'ok',
    badge: '13.3 %',
    summary:
      '13.3 % of the cache is used (1.06 MiB of 8 MiB); nothing in it waits to be written to the origin.',
  });
});

test('dirty blocks, a needed check and failure are said', () => {
  // Hand-made from cache.rst.
  const rest = '1 writeback 2 migration_threshold 2048 smq 0';
  expect(statusOf(cache, `8 9/2048 128 17/128 0 0 0 0 0 0 16 ${rest} rw -`).summary).toBe(
    '13.3 % of the cache is used (1.06 MiB of 8 MiB); 16 blocks (1 MiB) not written to the origin yet.',
  );
  expect(statusOf(cache, `8 9/2048 128 17/128 0 0 0 0 0 0 0 ${rest} ro -`)).toMatchObject({
    health: 'degraded',
    badge: 'read-only',
  });
  expect(statusOf(cache, `8 9/2048 128 17/128 0 0 0 0 0 0 0 ${rest} rw needs_check`)).toMatchObject({
    health: 'failed',
    badge: 'needs check',
  });
  expect(statusOf(cache, 'Fail')).toMatchObject({ usage: null, badge: 'failed' });
  expect(statusOf(cache, 'Error')).toMatchObject({ usage: null, badge: 'error' });
});

test('the form of Linux 3.9 begins with the metadata', () => {
  // Hand-made from cache_status in dm-cache-target.c of Linux 3.9.
  expect(
    statusOf(
      cache,
      '9/1024 86 58 0 0 0 17 17 3 1 writethrough 2 migration_threshold 2048 2 random_threshold 4',
    ),
  ).toMatchObject({
    usage: {
      blockSectors: null,
      cacheBlocks: { part: 17, whole: 0 },
      dirtyBlocks: 3,
      policy: null,
      metadataMode: null,
    },
    badge: '17 blocks',
    summary: '17 blocks in the cache; 3 blocks not written to the origin yet.',
  });
});
