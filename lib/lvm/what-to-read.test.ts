import { expect, test } from 'vitest';
import { mappedFixture } from '../plan/plan.fixture.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Device, Edge, MappedDevice } from '../stack/stack.ts';
import { type HostAnswers, whatToRead } from './what-to-read.ts';

const ANSWERS: HostAnswers = { statusOf: () => null, isRunning: () => true };
const VG = 'ZxKtV8Ro5aNRUgFbRUB3ggYHaOOuqcaQ';
const LV = ['04ZIQddxAjUs9UosjTDnOSqYCNEXdGvl', 'J5SjQbDSWWv3qxkqdoGbnxvX89B3CtTo'];

function mapped(
  devNo: Device['devNo'],
  bases: readonly Device['devNo'][],
  told: Partial<MappedDevice> = {},
): Device {
  return deviceFixture(devNo, {
    bases: bases.map((base): Edge => ({ base, kind: 'table', roles: [], file: null })),
    dm: mappedFixture({ segments: [segment('linear', '8:0 0')], ...told }),
  });
}

function segment(target: string, args: string) {
  return { startSector: 0, lengthSectors: 8, target, args, status: null };
}

function plain(
  devNo: Device['devNo'],
  kname: string,
  kind: Device['kind'],
  told: Partial<Device> = {},
): Device {
  return deviceFixture(devNo, { kname, kind, ...told });
}

function said(devices: readonly Device[], answers = ANSWERS): Record<string, string | null> {
  return Object.fromEntries(
    whatToRead(stackFixture(devices), answers).map(({ device, whyNot }) => [device.devNo, whyNot]),
  );
}

test('disks, arrays, loops and mapped devices are read; partitions, drives and empty ones are not', () => {
  const devices = [
    plain('8:0', 'sda', 'disk'),
    plain('8:1', 'sda1', 'partition'),
    plain('8:16', 'sdb', 'disk', { sizeBytes: 0 }),
    plain('11:0', 'sr0', 'disk'),
    plain('9:1', 'md1', 'md'),
    plain('7:0', 'loop0', 'loop'),
    plain('253:0', 'zram0', 'zram'),
    mapped('254:0', ['8:0']),
    mapped('254:1', [], { hasLiveTable: false }),
  ];
  expect(Object.keys(said(devices))).toEqual(['8:0', '9:1', '7:0', '254:0']);
});

test('legs, paths, layers of LVM and pools are read through what they are parts of', () => {
  const array = plain('9:1', 'md1', 'md', { bases: [{ base: '8:0', kind: 'md', roles: [], file: null }] });
  const devices = [
    plain('8:0', 'sda', 'disk'),
    plain('8:16', 'sdb', 'disk'),
    array,
    mapped('254:0', ['8:16'], { segments: [segment('multipath', '0 0 1 1 round-robin 0 1 1 8:16 1')] }),
    mapped('254:1', ['9:1'], { uuid: `LVM-${VG}${LV[0]}-real` }),
    mapped('254:2', ['254:1'], { uuid: `LVM-${VG}${LV[0]}` }),
    // A leg of a raid1 has a UUID like any volume.
    mapped('254:3', ['9:1'], { uuid: `LVM-${VG}${LV[1]}` }),
    mapped('254:4', ['254:3'], {
      uuid: `LVM-${VG}${LV[1]?.replace('J', 'K')}`,
      segments: [segment('raid', '')],
    }),
    mapped('254:5', ['9:1'], { segments: [segment('thin-pool', '254:8 254:9 128 0')] }),
    mapped('254:6', ['254:5'], { uuid: `LVM-${VG}${LV[1]?.replace('J', 'L')}` }),
    mapped('254:7', ['254:5'], { segments: [segment('thin', '254:5 1')] }),
  ];
  expect(Object.keys(said(devices))).toEqual(['9:1', '254:0', '254:2', '254:4', '254:7']);
});

test('nothing suspended is opened, nor what stands on it, over files too; others are', () => {
  const onFile = plain('7:0', 'loop0', 'loop', {
    bases: [{ base: '254:1', kind: 'loop-file', roles: [], file: '/x' }],
  });
  const devices = [
    mapped('254:0', [], { isSuspended: true }),
    mapped('254:1', ['254:0']),
    onFile,
    mapped('254:2', ['7:0', '8:0']),
    mapped('254:3', ['8:0']),
    plain('8:0', 'sda', 'disk'),
    mapped('254:4', ['8:0'], { segments: [segment('thin', '254:9 1')] }),
  ];
  const below = '254:0, on which it stands: it is suspended';
  expect(said(devices)).toEqual({
    '254:0': 'it is suspended',
    '254:1': below,
    '7:0': below,
    '254:2': below,
    '254:3': null,
    '8:0': null,
    '254:4': 'something is suspended, and whether its pool works cannot be asked',
  });
});

test('a multipath map that waits for a path is opened only while one is known to be active', () => {
  const table = (features: string) => [segment('multipath', `${features} 0 1 1 round-robin 0 1 1 8:16 1`)];
  const status = (path: string) => `2 0 0 0 1 1 A 0 1 0 8:16 ${path} 0`;
  const map = (features: string, answer: string | null) =>
    said([mapped('254:0', ['8:16'], { segments: table(features) })], { ...ANSWERS, statusOf: () => answer })[
      '254:0'
    ];
  const waits = 'it has no usable path, and waits for one';
  expect(map('1 queue_if_no_path', status('A'))).toBeNull();
  expect(map('1 queue_if_no_path', status('F'))).toBe(waits);
  expect(map('1 queue_if_no_path', null)).toBe(waits);
  expect(map('0', status('F'))).toBeNull();
});

test('an nbd is opened while its server runs', () => {
  const nbd = (pid: number | null) =>
    plain('43:0', 'nbd0', 'nbd', { nbd: { pid, serverPids: null, files: [] } });
  expect(said([nbd(7)])).toEqual({ '43:0': null });
  expect(said([nbd(null)])).toEqual({ '43:0': 'it has no server' });
  expect(said([nbd(7)], { ...ANSWERS, isRunning: () => false })).toEqual({ '43:0': 'it has no server' });
});

test('towers that are too high for the kernel, and files that lead back to themselves, are no trap', () => {
  const tower = Array.from({ length: 40 }, (_, i) => mapped(`254:${i}`, i === 0 ? [] : [`254:${i - 1}`]));
  expect(said(tower)['254:30']).toBeNull();
  expect(said(tower)['254:31']).toBe('it stands on more than 30 layers');
  const ring = [mapped('254:0', ['254:1']), mapped('254:1', ['254:0'])];
  expect(said(ring)).toEqual({ '254:0': null, '254:1': null });
});
