import { expect, test } from 'vitest';
import { mapped } from '../tree/forest.fixture.ts';
import { changeWords, newcomerWords } from './change-words.ts';
import type { Device } from './stack.ts';

const before = mapped('254:0', 'a', ['8:0']);

test('a change is told by what is different', () => {
  const dm = before.dm && { ...before.dm, isSuspended: true, openCount: 2 };
  expect(changeWords(before, { ...before, dm })).toEqual(['now suspended', 'open count 0 → 2']);
  expect(changeWords({ ...before, dm }, before)).toEqual(['no longer suspended', 'open count 2 → 0']);
});

test('a mount, a new size and a new name are told', () => {
  const mount = {
    mountPoint: '/srv',
    fsType: 'ext4',
    isReadOnly: false,
    root: '/',
    namespacePid: null,
    alsoSeenByPids: [],
    namespaceProcess: null,
  };
  const after = { ...before, name: 'b', sizeBytes: 2097152, mounts: [mount] };
  expect(changeWords(before, after)).toEqual(['mounted at /srv', 'renamed from a', 'size 1 MiB → 2 MiB']);
});

test('what the collector came to know later is no change: links, a signature, a first status', () => {
  const fileSystem = { type: 'ext4', label: '', uuid: 'u' };
  expect(changeWords(before, { ...before, links: ['mapper/a'], fileSystem })).toEqual([]);
  expect(changeWords(snapshot(null), snapshot('16/204800 16'))).toEqual([]);
  expect(changeWords(snapshot('16/204800 16'), snapshot(null))).toEqual([]);
});

test('progress alone is no change; running full is', () => {
  expect(changeWords(snapshot('16/204800 16'), snapshot('102400/204800 400'))).toEqual([]);
  expect(changeWords(snapshot('102400/204800 400'), snapshot('Invalid'))).toEqual([
    'now invalid',
    'no longer 50 % full',
  ]);
});

test('another file system, another file behind a loop and an event of the kernel are told', () => {
  const ext4 = { type: 'ext4', label: '', uuid: 'u' };
  expect(
    changeWords({ ...before, fileSystem: ext4 }, { ...before, fileSystem: { ...ext4, type: 'xfs' } }),
  ).toEqual(['xfs in place of ext4 on it']);
  const loop = { file: '/a', isDeleted: false, offsetBytes: 0, sizeLimitBytes: 0, isAutoclear: false };
  expect(changeWords({ ...before, loop }, { ...before, loop: { ...loop, file: '/b' } })).toEqual([
    'now on /b',
  ]);
  expect(changeWords({ ...before, loop }, before)).toEqual(['no longer on /a']);
  const dm = before.dm && { ...before.dm, eventNumber: 1 };
  expect(changeWords(before, { ...before, dm })).toEqual(['event number 0 → 1']);
});

test('a newcomer is told with what is wrong with it', () => {
  const dm = before.dm && { ...before.dm, isSuspended: true, isReadOnly: true };
  expect(newcomerWords({ ...before, dm })).toEqual(['new', 'suspended']);
});

function snapshot(status: string | null): Device {
  const segment = { startSector: 0, lengthSectors: 614400, target: 'snapshot', args: '254:2 254:3 P 8' };
  return { ...before, dm: before.dm && { ...before.dm, segments: [{ ...segment, status }] } };
}
