import { expect, test } from 'vitest';
import type { DevNo } from '../block/dev-no.ts';
import { mappedFixture, mountFixture } from '../plan/plan.fixture.ts';
import { deviceFixture } from './device.fixture.ts';
import { withUnexplainedOpens } from './opens.ts';
import type { Device, EdgeKind } from './stack.ts';

function unexplained(
  openCount: number,
  told: Partial<Device>,
  ...others: readonly Device[]
): number | null | undefined {
  const device = deviceFixture('254:0', { dm: mappedFixture({ openCount }), ...told });
  return withUnexplainedOpens([device, ...others])[0]?.unexplainedOpens;
}

function holder(devNo: DevNo, kind: EdgeKind, told: Partial<Device> = {}): Device {
  return deviceFixture(devNo, { bases: [{ base: '254:0', kind, roles: [], file: null }], ...told });
}

test('each holder, a file system, swap and each open file of a process account for opens', () => {
  expect(unexplained(2, {})).toBe(2);
  expect(unexplained(2, {}, holder('254:1', 'table'), holder('7:0', 'loop'))).toBe(0);
  expect(unexplained(2, { mounts: [mountFixture('/a'), mountFixture('/b')] })).toBe(1);
  expect(unexplained(2, { swap: { priority: 0, usedBytes: 0 } })).toBe(0);
  expect(unexplained(3, { openedBy: [{ pid: 1, command: '', workload: null, fdCount: 2 }] })).toBe(1);
});

test('a file on a device is held by its file system, and an nbd’s server is a process', () => {
  expect(unexplained(1, {}, holder('7:0', 'loop-file'))).toBe(1);
  expect(unexplained(1, {}, holder('43:0', 'nbd', { openedBy: [] }))).toBe(1);
  expect(unexplained(1, {}, holder('43:0', 'nbd'))).toBe(0);
});

test('a table that is loaded but not live holds its devices as well, once together with the live one', () => {
  const inactiveSegments = [{ startSector: 0, lengthSectors: 8, target: 'linear', args: '254:0 0' }];
  const waiting = deviceFixture('254:1', { dm: mappedFixture({ inactiveSegments }) });
  expect(unexplained(1, {}, waiting)).toBe(0);
  expect(unexplained(2, {}, { ...waiting, bases: holder('254:1', 'table').bases })).toBe(1);
});

test('is never less than none, and null where the kernel keeps no count', () => {
  expect(unexplained(0, { mounts: [mountFixture('/a')] })).toBe(0);
  expect(unexplained(0, { dm: null })).toBe(null);
});
