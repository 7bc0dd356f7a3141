import { expect, test } from 'vitest';
import { raid } from './raid.ts';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';

test('each member has a metadata and a data device', () => {
  const table = tableOf(
    raid,
    '0 32768 raid raid5_ls 3 128 region_size 4096 3 254:34 254:35 254:36 254:37 254:38 254:39',
  );
  expect(table).toMatchObject({ level: 'raid5_ls', chunkSectors: 128, regionSectors: 4096, sync: null });
  expect(table.members[2]).toEqual({ metadata: '254:38', data: '254:39' });
  expect(table.devices.map(({ role }) => role)).toEqual([
    'metadata',
    'data',
    'metadata',
    'data',
    'metadata',
    'data',
  ]);
  expect(table.summary).toBe('RAID 5 (left symmetric) over 3 devices, chunks of 64 KiB.');
});

test('a dash is no device', () => {
  const table = tableOf(raid, '0 114688 raid raid1 4 0 nosync region_size 1024 2 - 7:19 - 7:20');
  expect(table.devices.map(({ device }) => device)).toEqual(['7:19', '7:20']);
  expect(table.sync).toBe('nosync');
  // Hand-made: a lost member, as LVM's partial activation loads it.
  expect(tableOf(raid, '0 8 raid raid1 3 0 region_size 1024 2 7:1 7:2 - -').summary).toBe(
    'RAID 1 (mirror) over 2 devices; missing: number 1.',
  );
});

test('write-mostly members and rates are read', () => {
  expect(
    tableOf(raid, '0 32768 raid raid1 5 0 write_mostly 0 region_size 4096 2 254:20 254:21 254:22 254:23'),
  ).toMatchObject({
    writeMostly: [0],
    summary: 'RAID 1 (mirror) over 2 devices; write-mostly: number 0.',
  });
  expect(
    tableOf(
      raid,
      '0 204800 raid raid1 5 0 max_recovery_rate 1 region_size 4096 2 254:61 254:62 254:63 254:64',
    ).maxRecoveryRateKiBs,
  ).toBe(1);
});

test('every optional parameter of dm-raid.rst has its field', () => {
  // Hand-made, in the order in which the kernel prints them.
  const params =
    'rebuild 1 daemon_sleep 5000 min_recovery_rate 10 max_recovery_rate 20 stripe_cache 256 region_size 8 ' +
    'delta_disks -1 data_offset 2048 journal_dev 7:9 journal_mode writeback';
  const table = tableOf(raid, `0 8 raid raid6_zr 21 128 ${params} 2 7:1 7:2 7:3 7:4`);
  expect(table).toMatchObject({
    rebuild: [1],
    daemonSleepMs: 5000,
    minRecoveryRateKiBs: 10,
    maxRecoveryRateKiBs: 20,
    stripeCache: 256,
    deltaDisks: -1,
    dataOffsetSectors: 2048,
    journal: { device: '7:9', mode: 'writeback' },
  });
  expect(table.devices[0]).toEqual({ device: '7:9', role: 'journal', startSector: 0 });
  const ten = 'raid10_copies 3 raid10_format far raid10_use_near_sets max_write_behind 512 sync';
  expect(tableOf(raid, `0 8 raid raid10 9 128 ${ten} 2 7:1 7:2 7:3 7:4`)).toMatchObject({
    raid10Copies: 3,
    raid10Format: 'far',
    maxWriteBehindSectors: 512,
    sync: 'sync',
  });
});

test('a truncated list names what was expected', () => {
  expect(reasonOf(raid, 'raid1 3 0 region_size')).toBe('argument 2: 3 parameters need 3 arguments, found 2');
  expect(reasonOf(raid, 'raid1 2 0 region_size 2 7:1 7:2')).toBe(
    'argument 5: option "region_size" needs 1 more, found 0',
  );
  expect(reasonOf(raid, 'raid1 1 0 2 7:1 7:2 7:3')).toBe('argument 4: 2 devices need 4 arguments, found 3');
  expect(reasonOf(raid, 'mirror 1 0')).toBe('argument 1: expected a RAID level such as raid1');
});

test('an array in sync, one that syncs and one that has lost a device are told apart', () => {
  expect(statusOf(raid, 'raid1 2 AA 32768/32768 idle 0 0 -')).toMatchObject({
    members: ['in-sync', 'in-sync'],
    synced: { part: 32768, whole: 32768 },
    action: 'idle',
    mismatchCount: 0,
    dataOffsetSectors: 0,
    journal: '-',
    health: 'ok',
    badge: 'in sync',
    summary: 'Both devices work and are in sync.',
  });
  expect(statusOf(raid, 'raid1 2 aa 71936/204800 resync 0 0 -')).toMatchObject({
    health: 'busy',
    badge: 'resync 35 %',
    summary: 'Copies are being brought in line: 35.1 % done.',
  });
  expect(statusOf(raid, 'raid1 2 AD 32768/32768 idle 0 0 -')).toMatchObject({
    health: 'degraded',
    badge: '1/2 lost',
    summary: 'Degraded: 1 device of 2 is lost (number 1), the data is still there.',
  });
});

test('older forms have fewer fields', () => {
  // From dm-raid.rst: before 1.5.0, and its example, before 1.9.0.
  expect(statusOf(raid, 'raid4 5 AAAAA 2/490221568')).toMatchObject({ action: null, mismatchCount: null });
  expect(statusOf(raid, 'raid4 5 AAAAA 2/490221568 init 0')).toMatchObject({
    action: 'init',
    dataOffsetSectors: null,
    journal: null,
  });
  expect(statusOf(raid, 'raid5_ls 3 AAA 8/8 idle 0 0')).toMatchObject({
    dataOffsetSectors: 0,
    journal: null,
  });
});

test('what an array survives depends on its level', () => {
  // Hand-made.
  const healthOf = (status: string) => statusOf(raid, `${status} 8/8 idle 0 0 -`).health;
  expect(healthOf('raid0 2 AD')).toBe('failed');
  expect(healthOf('raid1 3 DD-')).toBe('failed');
  expect(healthOf('raid1 3 DDA')).toBe('degraded');
  expect(healthOf('raid5_ls 3 ADA')).toBe('degraded');
  expect(healthOf('raid5_ls 3 DDA')).toBe('failed');
  expect(healthOf('raid6_zr 5 DDAAA')).toBe('degraded');
  expect(healthOf('raid6_zr 5 DDDAA')).toBe('failed');
  expect(healthOf('raid10 4 DADA')).toBe('degraded');
  expect(healthOf('raid10 4 ADDA')).toBe('degraded');
  expect(healthOf('raid10 4 AADD')).toBe('failed');
  expect(healthOf('raid10_near 3 DAD')).toBe('failed');
});

test('rebuilding, mismatches and a dead journal are said', () => {
  // Hand-made from dm-raid.rst.
  expect(statusOf(raid, 'raid1 2 Aa 50/100 recover 0 0 -')).toMatchObject({
    health: 'degraded',
    badge: 'recover 50 %',
    summary: 'A replaced device is being rebuilt: 50 % done; until then redundancy is reduced.',
  });
  expect(statusOf(raid, 'raid1 2 AA 8/8 idle 128 0 -')).toMatchObject({
    health: 'degraded',
    badge: 'mismatches',
    summary: 'Both devices work, but the last check found 128 sectors whose copies or parity differ.',
  });
  expect(statusOf(raid, 'raid5_ls 3 AAA 8/8 idle 0 0 D')).toMatchObject({
    health: 'failed',
    badge: 'journal dead',
  });
  expect(statusOf(raid, 'raid1 2 Aa 4/8 frozen 0 0 -')).toMatchObject({
    health: 'degraded',
    summary: '1 of 2 devices is not in sync (50 % done): synchronisation is frozen.',
  });
});
