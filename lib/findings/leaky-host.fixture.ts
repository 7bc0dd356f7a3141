import type { DevNo } from '../block/dev-no.ts';
import { classifyDmUuid } from '../dm/uuid.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Device, Edge, MappedDevice, Stack } from '../stack/stack.ts';

/** A mapped device as LVM makes it, idle and healthy, and whatever a test wants to tell of it. */
export function lvmFixture(minor: number, name: string, uuid: string, told: LvmTold): Device {
  const dm: MappedDevice = {
    rawName: name,
    uuid,
    made: classifyDmUuid(uuid),
    isSuspended: false,
    isReadOnly: false,
    hasLiveTable: true,
    hasInactiveTable: false,
    isDeferredRemove: false,
    openCount: null,
    eventNumber: 0,
    segments: [{ startSector: 0, lengthSectors: 2048, target: told.target, args: told.args, status: '' }],
    inactiveSegments: [],
    ...told.dm,
  };
  return deviceFixture(`254:${minor}`, { name, identity: `dm:${uuid}`, dm, bases: told.bases, openedBy: [] });
}

export type LvmTold = {
  readonly target: string;
  readonly args: string;
  readonly bases: readonly Edge[];
  readonly dm?: Partial<MappedDevice>;
};

export function on(base: DevNo, role: string): Edge {
  return { base, kind: 'table', roles: [role], file: null };
}

export function lvmUuid(group: string, volume: string, layer = ''): string {
  const suffix = layer === '' ? '' : `-${layer}`;
  return `LVM-${group.padEnd(32, 'g')}${volume.padEnd(32, 'v')}${suffix}`;
}

const DISK: DevNo = '8:0';

/** A host with this many devices, on which so many guests' groups, of two volumes each, are active on snapshots. */
export function leakyHost(deviceCount: number, leakCount: number): Stack {
  const devices: Device[] = [];
  let minor = 0;
  const add = (name: string, uuid: string, told: LvmTold): DevNo => {
    devices.push(lvmFixture(minor, name, uuid, told));
    return `254:${minor++}`;
  };
  for (let i = 0; i < leakCount; i++) {
    const linear = { target: 'linear', args: `${DISK} 0`, bases: [on(DISK, 'data')] };
    const real = add(`vms-web${i}-real`, lvmUuid('host', `web${i}`, 'real'), linear);
    const cow = add(`vms-snap${i}-cow`, lvmUuid('host', `snap${i}`, 'cow'), linear);
    add(`vms-web${i}`, lvmUuid('host', `web${i}`), {
      target: 'snapshot-origin',
      args: real,
      bases: [on(real, 'origin')],
    });
    const snap = add(`vms-snap${i}`, lvmUuid('host', `snap${i}`), {
      target: 'snapshot',
      args: `${real} ${cow} P 8`,
      bases: [on(cow, 'cow'), on(real, 'origin')],
    });
    for (const volume of ['data', 'meta']) {
      const onSnap = { target: 'linear', args: `${snap} 2048`, bases: [on(snap, 'data')] };
      add(`guest${i}-${volume}`, lvmUuid(`guest${i}`, volume), onSnap);
    }
  }
  while (devices.length < deviceCount - 1) {
    const plain = { target: 'linear', args: `${DISK} 0`, bases: [on(DISK, 'data')] };
    add(`vms-plain${minor}`, lvmUuid('host', `plain${minor}`), plain);
  }
  return stackFixture([...devices, deviceFixture(DISK, { kind: 'disk', kname: 'sda', name: 'sda' })]);
}
