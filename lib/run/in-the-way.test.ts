import { expect, test } from 'vitest';
import { mappedFixture, mountFixture } from '../plan/plan.fixture.ts';
import type { Check, Claim } from '../plan/plan.ts';
import { planDevice } from '../plan/plan-device.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import { indexStack } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import { whatIsNotSo } from './in-the-way.ts';

const top = deviceFixture('254:1', {
  name: 'top',
  dm: mappedFixture({ rawName: 'top', uuid: 'TEST-top', openCount: 1 }),
  openedBy: [],
  unexplainedOpens: 0,
});

function told(now: readonly Device[], ...claims: readonly Claim[]): string {
  const checks = claims.map((claim): Check => ({ claim, device: planDevice(top) }));
  return whatIsNotSo(indexStack(stackFixture(now)), checks, 'afterwards');
}

test('who has a device open is named, once', () => {
  const opener = { pid: 812, command: 'sleep', workload: null, fdCount: 1 };
  expect(told([{ ...top, openedBy: [opener] }], 'is-unused', 'is-gone')).toBe(
    'Not true afterwards: top (254:1) has no holders and no users; top (254:1) is removed. top (254:1) is open by process 812 (sleep).',
  );
});

test('where it is mounted, and what stands on it', () => {
  const above = deviceFixture('254:2', {
    name: 'more',
    bases: [{ base: '254:1', kind: 'table', roles: [], file: null }],
  });
  expect(told([{ ...top, mounts: [mountFixture('/mnt')] }, above], 'is-unused')).toBe(
    'Not true afterwards: top (254:1) has no holders and no users. top (254:1) is mounted at /mnt (ext4). more (254:2) is a holder of top (254:1).',
  );
});

test('another device under the same name', () => {
  expect(told([{ ...top, devNo: '254:7' }], 'is-the-same')).toBe(
    'Not true afterwards: top (254:1) is still 254:1. What is called top (254:7) now is not what it was when this was reviewed.',
  );
});

test('what is true is not told, nor what is in the way of it', () => {
  const suspended = { ...top, dm: mappedFixture({ rawName: 'top', uuid: 'TEST-top', isSuspended: true }) };
  expect(told([suspended], 'is-unused', 'is-suspended', 'is-active')).toBe(
    'Not true afterwards: top (254:1) is active.',
  );
});
