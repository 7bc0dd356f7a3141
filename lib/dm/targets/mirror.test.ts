import { expect, test } from 'vitest';
import { mirror } from './mirror.ts';
import { reasonOf, statusOf, tableOf } from './target-line.fixture.ts';

test('a mirror with its log on a device', () => {
  const table = tableOf(mirror, '0 32768 mirror disk 2 254:5 4096 2 254:6 0 254:7 0 1 handle_errors');
  expect(table.log).toMatchObject({ kind: 'disk', device: '254:5', regionSectors: 4096, isClustered: false });
  expect(table.devices.map(({ device, role }) => [device, role])).toEqual([
    ['254:5', 'log'],
    ['254:6', 'leg'],
    ['254:7', 'leg'],
  ]);
  expect(table).toMatchObject({ handlesErrors: true, keepsLog: false });
  expect(table.summary).toBe('Mirror of 2 legs, regions of 2 MiB, log on a device.');
});

test('a mirror with its log in memory', () => {
  const table = tableOf(mirror, '0 131072 mirror core 2 1024 nosync 2 7:14 0 7:15 0');
  expect(table.log).toMatchObject({ kind: 'core', device: null, sync: 'nosync', regionSectors: 1024 });
  expect(tableOf(mirror, '0 409600 mirror core 1 4096 2 98:16 657408 98:64 26624').summary).toBe(
    'Mirror of 2 legs, regions of 2 MiB, log in memory: copied anew after every activation.',
  );
});

test('logs of a cluster, old and new, are understood', () => {
  // Hand-made from dm-log.rst, dm-log-userspace-base.c and lvm2's deptree.
  const fresh = '0 8 mirror userspace 4 LVM-abc clustered-disk 253:2 1024 2 7:1 0 7:2 0';
  const old = '0 8 mirror clustered-disk 4 253:2 1024 LVM-abc nosync 2 7:1 0 7:2 0';
  for (const line of [fresh, old]) {
    expect(tableOf(mirror, line).log).toMatchObject({
      kind: 'disk',
      isClustered: true,
      device: '253:2',
      regionSectors: 1024,
    });
  }
  const core = tableOf(
    mirror,
    '0 8 mirror userspace 4 LVM-abc integrated_flush clustered-core 1024 2 7:1 0 7:2 0 2 handle_errors keep_log',
  );
  expect(core).toMatchObject({ log: { kind: 'core', device: null, regionSectors: 1024 }, keepsLog: true });
  expect(core.summary).toBe(
    'Mirror of 2 legs, regions of 512 KiB, cluster-wide log in memory: copied anew after every activation.',
  );
});

test('its status tells how much is in sync and how each leg is', () => {
  expect(statusOf(mirror, '2 98:16 98:64 7/100 1 AA 1 core')).toMatchObject({
    synced: { part: 7, whole: 100 },
    legs: [
      { device: '98:16', state: 'alive' },
      { device: '98:64', state: 'alive' },
    ],
    log: { type: 'core', device: null, state: null },
    health: 'busy',
    badge: 'sync 7 %',
    summary: 'The legs are being brought in line: 7 % done.',
  });
  expect(statusOf(mirror, '2 7:17 7:18 128/128 1 AA 3 disk 7:16 A')).toMatchObject({
    log: { type: 'disk', device: '7:16', state: 'A' },
    badge: 'in sync',
    summary: 'Both legs are in sync.',
  });
});

test('errors of legs and log are said, and old forms end sooner', () => {
  // Hand-made from mirror_status in dm-raid1.c and disk_status in dm-log.c.
  expect(statusOf(mirror, '2 7:1 7:2 5/8 1 AD 3 disk 7:3 A')).toMatchObject({
    health: 'degraded',
    badge: '1/2 errors',
    summary: '1 leg of 2 had errors (write error); 62.5 % is in sync.',
  });
  expect(statusOf(mirror, '2 7:1 7:2 8/8 1 DD 1 core').health).toBe('failed');
  expect(statusOf(mirror, '2 7:1 7:2 8/8 1 AA 3 disk 7:3 F')).toMatchObject({
    health: 'degraded',
    badge: 'log failed',
  });
  expect(statusOf(mirror, '2 7:1 7:2 8/8 1 AA userspace 1 COM_FAILURE').log).toMatchObject({
    type: 'userspace',
    state: 'COM_FAILURE',
  });
  expect(statusOf(mirror, '2 253:4 253:5 400/400')).toMatchObject({ log: { type: null }, badge: 'in sync' });
  expect(reasonOf(mirror, 'core 1 4096 3 7:1 0')).toBe('argument 4: 3 legs need 6 arguments, found 2');
});
