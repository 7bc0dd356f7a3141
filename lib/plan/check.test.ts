import { expect, test } from 'vitest';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import { indexStack } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import { checkWords, isTrueOf } from './check.ts';
import { mappedFixture, mountFixture } from './plan.fixture.ts';
import type { Claim } from './plan.ts';
import { planDevice } from './plan-device.ts';

const plain = deviceFixture('254:1', { name: 'vg-lv', dm: mappedFixture(), openedBy: [] });
const binding = { file: '/a', isDeleted: false, offsetBytes: 0, sizeLimitBytes: 0, isAutoclear: false };
const loop = deviceFixture('7:0', { kind: 'loop', loop: binding });

function isTrue(claim: Claim, planned: Device, ...now: readonly Device[]): boolean {
  return isTrueOf(indexStack(stackFixture(now)), { claim, device: planDevice(planned) });
}

test('a device is the same by identity, number, name and what it is bound to', () => {
  expect(isTrue('is-the-same', plain, plain)).toBe(true);
  expect(isTrue('is-the-same', plain)).toBe(false);
  expect(isTrue('is-the-same', plain, { ...plain, devNo: '254:2' })).toBe(false);
  expect(isTrue('is-the-same', plain, { ...plain, name: 'renamed' })).toBe(false);
  // Made anew with its name, UUID and number, over another disk.
  const segments = [{ startSector: 0, lengthSectors: 8, target: 'linear', args: '8:16 0', status: null }];
  expect(isTrue('is-the-same', plain, { ...plain, dm: mappedFixture({ segments }) })).toBe(false);
  expect(isTrue('is-the-same', loop, { ...loop, loop: { ...binding, file: '/b' } })).toBe(false);
});

test('a device is unused when nothing stands on it, mounts it, swaps to it or has it open', () => {
  expect(isTrue('is-unused', plain, plain)).toBe(true);
  expect(isTrue('is-unused', plain, { ...plain, mounts: [mountFixture('/')] })).toBe(false);
  expect(isTrue('is-unused', plain, { ...plain, swap: { priority: 0, usedBytes: 0 } })).toBe(false);
  expect(isTrue('is-unused', plain, { ...plain, unexplainedOpens: 1 })).toBe(false);
  const opener = { pid: 1, command: '', workload: null, fdCount: 1 };
  expect(
    isTrue('is-unused', plain, { ...plain, dm: mappedFixture({ openCount: 1 }), openedBy: [opener] }),
  ).toBe(false);
  // The kernel's count is of now, the list of processes of a moment ago.
  expect(isTrue('is-unused', plain, { ...plain, openedBy: [opener] })).toBe(true);
  const holder = deviceFixture('254:2', { bases: [{ base: '254:1', kind: 'table', roles: [], file: null }] });
  expect(isTrue('is-unused', plain, plain, holder)).toBe(false);
});

test('partitions do not use a disk, but who uses them does', () => {
  const disk = deviceFixture('43:0', { kind: 'nbd', openedBy: [] });
  const edge = { base: '43:0', kind: 'partition', roles: [], file: null } as const;
  const part = deviceFixture('43:1', { kind: 'partition', bases: [edge], openedBy: [] });
  expect(isTrue('is-unused', disk, disk, part)).toBe(true);
  expect(isTrue('is-unused', disk, disk, { ...part, mounts: [mountFixture('/mnt')] })).toBe(false);
});

test('gone, pending, unbound, suspended, active and tables are told apart', () => {
  expect(isTrue('is-gone', plain)).toBe(true);
  expect(isTrue('is-gone', plain, plain)).toBe(false);
  expect(isTrue('is-gone-or-pending', plain, plain)).toBe(false);
  const pending = {
    ...plain,
    dm: mappedFixture({ isDeferredRemove: true, isSuspended: true, hasInactiveTable: true }),
  };
  expect(isTrue('is-gone-or-pending', plain, pending)).toBe(true);
  expect(isTrue('is-unbound', loop, loop)).toBe(false);
  expect(isTrue('is-unbound', loop, { ...loop, loop: null })).toBe(true);
  expect(isTrue('is-unbound', loop)).toBe(true);
  expect([isTrue('is-suspended', plain, pending), isTrue('is-active', plain, pending)]).toEqual([
    true,
    false,
  ]);
  expect([isTrue('is-suspended', plain), isTrue('is-active', plain)]).toEqual([false, false]);
  expect(isTrue('has-inactive-table', plain, pending)).toBe(true);
  expect(isTrue('has-no-inactive-table', plain, plain)).toBe(true);
});

test('a check in words names the device, or calls it "it"', () => {
  const check = { claim: 'is-gone', device: planDevice(plain) } as const;
  expect([checkWords(check), checkWords(check, 'it')]).toEqual(['vg-lv (254:1) is removed', 'it is removed']);
});
