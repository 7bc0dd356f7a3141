import { expect, test } from 'vitest';
import { plain } from '../tree/forest.fixture.ts';
import { stackFixture } from './device.fixture.ts';
import { deviceKeys } from './device-key.ts';

test('a device is found again by its identity, whatever its number is now', () => {
  const before = deviceKeys(stackFixture([plain('8:0', 'sda')]));
  const after = deviceKeys(stackFixture([plain('8:16', 'sda')]));
  expect(after.find(before.keyOf(plain('8:0', 'sda')))?.devNo).toBe('8:16');
});

test('two devices of one identity have keys of their own', () => {
  const [a, b] = [
    { ...plain('8:0', 'sda'), identity: 'wwn:1' },
    { ...plain('8:16', 'sdb'), identity: 'wwn:1' },
  ];
  const keys = deviceKeys(stackFixture([a, b]));
  expect([a, b].map((device) => keys.find(keys.keyOf(device))?.devNo)).toEqual(['8:0', '8:16']);
});

test('a key of no device finds none', () => {
  expect(deviceKeys(stackFixture([])).find('dm:LVM-x')).toBeNull();
});
