import { expect, test } from 'vitest';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';
import { vdo } from './vdo.ts';

// No vdo in the lab's kernel: all lines are hand-made from vdo.rst, dm-vdo-target.c and lvm2's deptree.

test('the table of version 4', () => {
  const table = tableOf(
    vdo,
    '0 10485760 vdo V4 /dev/dm-1 786432 512 65550 5000 deduplication on compression off maxDiscard 8 hash 1 logical 3 physical 2',
  );
  expect(table).toMatchObject({
    version: 4,
    storage: '/dev/dm-1',
    physicalBlocks: 786432,
    minimumIoBytes: 512,
    blockMapCacheBlocks: 65550,
    blockMapEra: 5000,
    writePolicy: null,
    deduplicates: true,
    compresses: false,
    maxDiscardBlocks: 8,
  });
  expect(table.devices).toEqual([{ device: '/dev/dm-1', role: 'data', startSector: 0 }]);
  expect(table.summary).toBe(
    'Volume that stores equal blocks once, deduplication on, compression off; it can run full before it looks full.',
  );
});

test('the table of version 2, with words that mean nothing any more', () => {
  const table = tableOf(
    vdo,
    '0 8 vdo V2 253:3 1310720 4096 32768 16380 on auto vg-vpool0-vpool maxDiscard 1 ack 1 bio 4',
  );
  expect(table).toMatchObject({
    version: 2,
    physicalBlocks: 1310720,
    writePolicy: 'auto',
    deduplicates: null,
  });
  expect(table.options.map(({ name }) => name)).toEqual(['maxdiscard', 'ack', 'bio']);
});

test('the tables of versions 3, 1 and 0', () => {
  expect(tableOf(vdo, '0 8 vdo V3 253:3 1310720 4096 32768 16380 async')).toMatchObject({
    version: 3,
    writePolicy: 'async',
  });
  expect(
    tableOf(vdo, '0 8 vdo V1 253:3 1310720 4096 disabled 0 32768 16380 on auto pool cpu=2,ack=1').options,
  ).toHaveLength(2);
  expect(tableOf(vdo, '0 8 vdo 253:3 4096 disabled 0 32768 16380 on auto pool .')).toMatchObject({
    version: 0,
    physicalBlocks: null,
    options: [],
  });
  expect(reasonOf(vdo, 'V4 253:3 1310720 4096 32768 16380 maxDiscard')).toBe(
    'argument 8: expected a value after maxdiscard, found the end',
  );
});

test('its status tells how full its storage is', () => {
  expect(statusOf(vdo, '/dev/dm-1 normal - online online 786432 1310720')).toMatchObject({
    device: '/dev/dm-1',
    isRecovering: false,
    indexState: 'online',
    blocks: { part: 786432, whole: 1310720 },
    health: 'ok',
    badge: '60 %',
    summary: '60 % of the storage is used (3 GiB of 5 GiB).',
  });
  expect(statusOf(vdo, '/dev/dm-1 read-only - offline offline 5 10')).toMatchObject({
    health: 'failed',
    badge: 'read-only',
  });
  expect(statusOf(vdo, '/dev/dm-1 recovering recovering opening offline 5 10')).toMatchObject({
    health: 'busy',
    badge: 'recovering',
  });
  expect(statusOf(vdo, '/dev/dm-1 normal - online online 10 10')).toMatchObject({
    health: 'failed',
    badge: 'full',
  });
  expect(statusOf(vdo, '/dev/dm-1 normal - error online 5 10')).toMatchObject({
    health: 'degraded',
    badge: 'no index',
  });
});
