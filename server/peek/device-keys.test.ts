import { expect, test } from 'vitest';
import type { Device, MappedDevice } from '../../lib/stack/stack.ts';
import { towerFixture } from '../runs/tower.fixture.ts';
import { createKeys } from './device-keys.ts';

const TOWER = towerFixture(3);

/** Of the tower's devices by name, with `mid` changed. */
function keys(mid: Partial<MappedDevice> = {}, sequenceOf = (_: string) => '1'): Record<string, string> {
  const changed = ({ dm, ...device }: Device): Device => ({ ...device, dm: dm && { ...dm, ...mid } });
  const devices = TOWER.devices.map((device) => (device.name === 'mid' ? changed(device) : device));
  const keyOf = createKeys({ ...TOWER, devices }, sequenceOf);
  return Object.fromEntries(devices.map((device) => [device.name, keyOf(device)]));
}

function changedBy(mid: Partial<MappedDevice>, sequenceOf?: (kname: string) => string): readonly string[] {
  const [before, after] = [keys(), keys(mid, sequenceOf)];
  return Object.keys(before).filter((name) => before[name] !== after[name]);
}

test('every device has a key of its own, which stays while it is opened and suspended', () => {
  expect(new Set(Object.values(keys())).size).toBe(4);
  expect(changedBy({ openCount: 3, isSuspended: true, isDeferredRemove: true })).toEqual([]);
});

test('a device has another key when it is another, had an event, or stands on such a one', () => {
  const segment = { startSector: 0, lengthSectors: 8, target: 'zero', args: '', status: null };
  for (const mid of [{ eventNumber: 1 }, { segments: [segment] }, { uuid: 'other' }, { rawName: 'other' }])
    expect(changedBy(mid)).toEqual(['mid', 'top']);
  expect(changedBy({}, (kname) => (kname === 'dm-1' ? '2' : '1'))).toEqual(['mid', 'top']);
});

test('what a table says of its status is no change', () => {
  const segment = { startSector: 0, lengthSectors: 8, target: 'snapshot', args: '', status: '1/2' };
  expect(keys({ segments: [segment] })).toEqual(keys({ segments: [{ ...segment, status: '2/2' }] }));
});
