import { expect, test } from 'vitest';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { MappedDevice } from '../stack/stack.ts';
import { findDevice } from './find-device.ts';

function mapped(rawName: string, uuid = ''): { dm: MappedDevice } {
  return {
    dm: {
      rawName,
      uuid,
      made: { kind: 'none' },
      isSuspended: false,
      isReadOnly: false,
      hasLiveTable: true,
      hasInactiveTable: false,
      isDeferredRemove: null,
      openCount: 0,
      eventNumber: 0,
      segments: [],
      inactiveSegments: [],
    },
  };
}

const FS = { type: 'ext4', label: '', uuid: '6fbc0d1c-1a5e-4e2c-9f3e-3a3f5c1d2e4b' };
const STACK = stackFixture([
  deviceFixture('254:0', {
    name: 'hostvg-vm1',
    links: ['hostvg/vm1'],
    fileSystem: FS,
    ...mapped('hostvg-vm1', 'LVM-abc'),
  }),
  deviceFixture('254:1', { name: 'foo bar', ...mapped('foo\\x20bar', 'CRYPT-a\\x20b') }),
  deviceFixture('254:2', { name: 'hostvg-vm1snap', fileSystem: FS, ...mapped('hostvg-vm1snap') }),
  deviceFixture('254:3', { name: 'sda', ...mapped('sda') }),
  deviceFixture('8:0', { name: 'sda', kname: 'sda', kind: 'disk', links: ['disk/by-id/ata-1'] }),
]);

test.each([
  ['hostvg-vm1', '254:0'],
  ['/dev/mapper/hostvg-vm1', '254:0'],
  ['/dev/hostvg/vm1', '254:0'],
  ['hostvg/vm1', '254:0'],
  ['dm-0', '254:0'],
  ['/dev/dm-0', '254:0'],
  ['254:0', '254:0'],
  ['LVM-abc', '254:0'],
  ['foo bar', '254:1'],
  ['foo\\x20bar', '254:1'],
  ['/dev/mapper/foo\\x20bar', '254:1'],
  ['CRYPT-a b', '254:1'],
  ['/dev/disk/by-id/ata-1', '8:0'],
])('%s is the device %s', (word, devNo) => {
  expect(findDevice(STACK, word)).toMatchObject({ kind: 'found', device: { devNo } });
});

test('a word that several devices answer to is ambiguous', () => {
  expect(findDevice(STACK, 'sda')).toMatchObject({
    kind: 'ambiguous',
    devices: [{ devNo: '254:3' }, { devNo: '8:0' }],
  });
  expect(findDevice(STACK, FS.uuid)).toMatchObject({ kind: 'ambiguous', devices: [{}, {}] });
});

test.each([
  ['hostvg-vm2', ['hostvg-vm1']],
  ['vm1snap', ['hostvg-vm1snap']],
  ['/dev/mapper/hostvg-vm1sanp', ['hostvg-vm1', 'hostvg-vm1snap']],
  ['HOSTVG-VM1', ['hostvg-vm1', 'hostvg-vm1snap']],
  ['zzzzzzzzzzzz', []],
  ['', []],
])('for %j, which is none, the near names are %j', (word, near) => {
  expect(findDevice(STACK, word)).toEqual({ kind: 'unknown', near });
});
