import { expect, test } from 'vitest';
import type { DmUuid } from '../dm/uuid.ts';
import { insideFixture } from '../findings/sleeping-guest.fixture.ts';
import { mapped } from '../tree/forest.fixture.ts';
import { makerOf, usedAs } from './describe.ts';
import { deviceFixture } from './device.fixture.ts';
import type { Mount } from './stack.ts';

function made(name: string, uuid: DmUuid) {
  const device = mapped('254:0', name, []);
  return { ...device, dm: device.dm && { ...device.dm, made: uuid } };
}

const MOUNT: Mount = {
  mountPoint: '/srv',
  fsType: 'ext4',
  isReadOnly: false,
  root: '/',
  namespacePid: null,
  alsoSeenByPids: [],
  namespaceProcess: null,
};

test('what made a device is read from its UUID', () => {
  const lvm: DmUuid = { kind: 'lvm', vgUuid: 'v', lvUuid: 'l', layer: 'cow' };
  expect(makerOf(made('vm--volumes-snap--a-cow', lvm))).toEqual({ by: 'LVM', detail: 'vm-volumes' });
  expect(makerOf(made('vm--volumes-snap--a-cow', { kind: 'none' }))).toEqual({ by: 'dmsetup', detail: '' });
  expect(makerOf(made('x', { kind: 'crypt', format: 'LUKS2', uuid: '', name: 'x' })).by).toBe('LUKS2');
  expect(makerOf(made('x1', { kind: 'partition', number: 1, parentUuid: '' }))).toEqual({
    by: 'Partition',
    detail: '1',
  });
});

test('a device that LVM made and somebody renamed has no volume group to tell', () => {
  expect(makerOf(made('renamed', { kind: 'lvm', vgUuid: 'v', lvUuid: 'l', layer: '' }))).toEqual({
    by: 'LVM',
    detail: '',
  });
});

test('a mount point is worth more than what is on the device', () => {
  const fileSystem = { type: 'ext4', label: 'data', uuid: '' };
  expect(usedAs(deviceFixture('8:0', { fileSystem }))).toEqual({
    text: 'ext4',
    more: 'data',
    isActive: false,
  });
  const mounts = [MOUNT, MOUNT, { ...MOUNT, mountPoint: '/bind', root: '/sub' }];
  expect(usedAs(deviceFixture('8:0', { fileSystem, mounts }))).toEqual({
    text: '/srv',
    more: '+1',
    isActive: true,
  });
});

test('a mount in another namespace says so', () => {
  const mounts = [{ ...MOUNT, namespacePid: 4711 }];
  expect(usedAs(deviceFixture('8:0', { mounts }))?.text).toBe("/srv (in process 4711's namespace)");
});

test('swap and signatures are told in words', () => {
  expect(usedAs(deviceFixture('8:0', { swap: { priority: -2, usedBytes: 0 } }))?.text).toBe('swap');
  expect(
    usedAs(deviceFixture('8:0', { fileSystem: { type: 'LVM2_member', label: '', uuid: '' } }))?.text,
  ).toBe('LVM PV');
  expect(usedAs(deviceFixture('8:0'))).toBeNull();
});

test('a device that holds a volume group says which, and whether it is active', () => {
  const inside = insideFixture();
  expect(usedAs(deviceFixture('8:0', { inside }))).toEqual({
    text: 'holds VG docker-volumes',
    more: 'inactive, 2 LVs',
    isActive: false,
  });
  const active = insideFixture({ isActive: true, volumeCount: 1 }, 2);
  expect(usedAs(deviceFixture('8:0', { inside: active }))?.more).toBe('1 LV');
});
