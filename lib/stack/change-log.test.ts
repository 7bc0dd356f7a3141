import { expect, test } from 'vitest';
import { mapped } from '../tree/forest.fixture.ts';
import {
  type ChangeLog,
  changeTimes,
  countSince,
  NO_CHANGES,
  noteStack,
  ONE_EVENT_MS,
} from './change-log.ts';
import { stackFixture } from './device.fixture.ts';
import type { Device, MappedDevice, Stack } from './stack.ts';

const disk = mapped('254:0', 'disk', []);
const told = (device: Device, dm: Partial<MappedDevice>): Device => ({
  ...device,
  dm: device.dm && { ...device.dm, ...dm },
});
const suspended = told(disk, { isSuspended: true });
const stack = (...devices: readonly Device[]) => stackFixture(devices);

/** Notes one stack after the other, each so many ms after the first. */
function noted(...stacks: readonly (readonly [number, Stack | null])[]): ChangeLog {
  return stacks.reduce((log, [atMs, next]) => noteStack(log, next, atMs), NO_CHANGES);
}
const lines = (log: ChangeLog) => log.changes.map(({ name, words }) => `${name}: ${words.join(', ')}`);

test('the first stack is no change, nor is the same one again', () => {
  const first = stack(disk);
  expect(noted([0, null], [1, first], [2, first]).changes).toEqual([]);
});

test('a newcomer, a change and a departure are told, newest first', () => {
  const guest = mapped('254:1', 'guest', ['254:0']);
  const log = noted(
    [0, stack(disk)],
    [20_000, stack(disk, guest)],
    [40_000, stack(suspended, guest)],
    [60_000, stack(suspended)],
  );
  expect(lines(log)).toEqual(['guest: removed', 'disk: now suspended', 'guest: new']);
  expect(log.changes.map(({ atMs, isGone }) => [atMs, isGone])).toEqual([
    [60_000, true],
    [40_000, false],
    [20_000, false],
  ]);
});

test('what becomes known of a newcomer a moment later is the same change, and nothing to count again', () => {
  const bare = mapped('254:1', 'guest', ['254:0']);
  const fileSystem = { type: 'ext4', label: 'data', uuid: 'u' };
  const log = noted([0, stack(disk)], [1000, stack(disk, bare)]);
  const later = noteStack(log, stack(disk, { ...bare, fileSystem, links: ['mapper/guest'] }), 2000);
  expect(later.changes).toEqual(log.changes);
  expect(countSince(later, log.lastId)).toBe(0);
});

test('what happens to a newcomer a moment later is told with it, and counts as new again', () => {
  const guest = mapped('254:1', 'guest', ['254:0']);
  const log = noted([0, stack(disk)], [1000, stack(disk, guest)]);
  const later = noteStack(log, stack(disk, told(guest, { isSuspended: true })), 2000);
  expect(lines(later)).toEqual(['guest: new, suspended']);
  expect(countSince(later, log.lastId)).toBe(1);
  expect(changeTimes(later)).toEqual(new Map([['254:1', 2000]]));
  expect(later.changes[0]?.atMs).toBe(1000);
});

test('what was undone within the same event leaves nothing to tell; later, it is a change of its own', () => {
  const brief: readonly (readonly [number, Stack])[] = [
    [0, stack(disk)],
    [1000, stack(suspended)],
    [3000, stack(disk)],
  ];
  expect(lines(noted(...brief))).toEqual([]);
  expect(lines(noted(...brief.slice(0, 2), [1000 + ONE_EVENT_MS, stack(disk)]))).toEqual([
    'disk: no longer suspended',
    'disk: now suspended',
  ]);
});

test('a device that was added and removed at once is told once', () => {
  const guest = mapped('254:1', 'guest', ['254:0']);
  expect(lines(noted([0, stack(disk)], [1000, stack(disk, guest)], [2000, stack(disk)]))).toEqual([
    'guest: added and removed',
  ]);
});

test('a device number that is used again is a newcomer beside the one that is gone', () => {
  const other = mapped('254:1', 'other', []);
  const log = noted(
    [0, stack(disk, mapped('254:1', 'guest', []))],
    [1000, stack(disk)],
    [2000, stack(disk, other)],
  );
  expect(lines(log)).toEqual(['other: new', 'guest: removed']);
});

test('another host begins a new log', () => {
  const other = stackFixture([suspended], { host: { ...stack().host, name: 'other' } });
  expect(noted([0, stack(disk)], [1, stack(suspended)], [2, other]).changes).toEqual([]);
});
