import { expect, test } from 'vitest';
import { mapped } from '../tree/forest.fixture.ts';
import { deviceFixture } from './device.fixture.ts';
import type { Device, MappedDevice } from './stack.ts';
import { stateMarks } from './state.ts';

const device = (told: Partial<MappedDevice>): Device => {
  const base = mapped('254:0', 'a', []);
  return { ...base, dm: base.dm && { ...base.dm, ...told } };
};
const words = (told: Device) => stateMarks(told).map(({ word }) => word);
const line = (target: string, args: string, status: string | null) => ({
  startSector: 0,
  lengthSectors: 614400,
  target,
  args,
  status,
});

test('an ordinary active device has no mark', () => {
  expect(words(device({}))).toEqual([]);
});

test('the worst comes first', () => {
  expect(words(device({ isReadOnly: true, hasInactiveTable: true, isSuspended: true }))).toEqual([
    'suspended',
    'inactive table',
    'read-only',
  ]);
  expect(words(device({ hasLiveTable: false, isDeferredRemove: true }))).toEqual([
    'no table',
    'remove pending',
  ]);
});

test('an invalid snapshot is bad, one that fills says how far it is', () => {
  const snapshot = (status: string) => device({ segments: [line('snapshot', '254:2 254:3 P 8', status)] });
  expect(stateMarks(snapshot('Invalid'))[0]?.tone).toBe('bad');
  expect(words(snapshot('102400/204800 400'))).toEqual(['50 % full']);
  expect(words(snapshot('16/204800 16'))).toEqual(['0 % full']);
});

test('of several lines the worst status counts', () => {
  const marks = stateMarks(
    device({
      segments: [
        line('snapshot', '254:2 254:3 P 8', '102400/204800 400'),
        line('snapshot', '254:4 254:5 P 8', 'Invalid'),
        line('linear', '8:0 0', ''),
      ],
    }),
  );
  expect(marks).toHaveLength(1);
  expect(marks[0]?.tone).toBe('bad');
});

test('what was never asked for its status says nothing about health', () => {
  expect(words(device({ segments: [line('snapshot', '254:2 254:3 P 8', null)] }))).toEqual([]);
});

test('a missing device, a degraded array and a deleted file are marked', () => {
  expect(words(deviceFixture('8:0', { kind: 'missing' }))).toEqual(['missing']);
  const md = {
    level: 'raid1',
    state: 'clean',
    uuid: null,
    totalDisks: 2,
    degradedDisks: 1,
    activity: 'resync = 5 %',
  };
  expect(words(deviceFixture('9:0', { kind: 'md', md }))).toEqual(['degraded', 'resync = 5 %']);
  const loop = { file: '/a', isDeleted: true, offsetBytes: 0, sizeLimitBytes: 0, isAutoclear: false };
  expect(words(deviceFixture('7:0', { kind: 'loop', loop }))).toEqual(['file deleted']);
});
