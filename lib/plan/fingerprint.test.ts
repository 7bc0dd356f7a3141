import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../capture/read-capture.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Device, MappedDevice, Stack } from '../stack/stack.ts';
import { mountFixture } from './plan.fixture.ts';
import { planFor } from './plan-for.ts';

const { value: capture } = readCapture(
  readFileSync(new URL('./cases/s1-leaked/host.capture', import.meta.url)),
);
if (!capture) throw new Error('no capture');
const stack = buildStack(capture);
const identityOf = (name: string) => stack.devices.find((device) => device.name === name)?.identity ?? '';
const SNAPSHOT = 'vm--volumes-snap--docker2.example.com--volumes';
const DATA = 'docker--volumes-docker--data';

function fingerprint(of: Stack, kind: 'free' | 'remove' = 'free'): string {
  return planFor({ kind, device: { identity: identityOf(SNAPSHOT) } }, of).fingerprint;
}

function changedAt(name: string, change: (device: Device) => Partial<Device>): Stack {
  const devices = stack.devices.map((device) =>
    device.name === name ? { ...device, ...change(device) } : device,
  );
  return { ...stack, devices };
}

function mapped(change: (dm: MappedDevice) => Partial<MappedDevice>): (device: Device) => Partial<Device> {
  return ({ dm }) => ({ dm: dm && { ...dm, ...change(dm) } });
}

describe('the fingerprint of a plan', () => {
  const reviewed = fingerprint(stack);
  test.each<[string, Stack]>([
    [
      'a device of the same name and another UUID',
      changedAt(
        DATA,
        mapped(() => ({ uuid: 'LVM-other' })),
      ),
    ],
    ['another device number', changedAt(DATA, () => ({ devNo: '254:99' }))],
    [
      'another table',
      changedAt(
        DATA,
        mapped((dm) => ({ segments: dm.segments.map((line) => ({ ...line, args: '254:4 0' })) })),
      ),
    ],
    [
      'one more open',
      changedAt(
        DATA,
        mapped((dm) => ({ openCount: (dm.openCount ?? 0) + 1 })),
      ),
    ],
    [
      'a suspension',
      changedAt(
        DATA,
        mapped(() => ({ isSuspended: true })),
      ),
    ],
    [
      'a table loaded',
      changedAt(
        DATA,
        mapped(() => ({ hasInactiveTable: true })),
      ),
    ],
    ['a mount', changedAt(DATA, () => ({ mounts: [mountFixture('/mnt')] }))],
    ['swap', changedAt(DATA, () => ({ swap: { priority: 0, usedBytes: 0 } }))],
    [
      'a holder more',
      {
        ...stack,
        devices: [...stack.devices, { ...stack.devices[0], devNo: '254:98', identity: 'name:new' } as Device],
      },
    ],
    ['another host', { ...stack, host: { ...stack.host, name: 'host2' } }],
  ])('changes with %s', (_, changed) => {
    expect(fingerprint(changed)).not.toBe(reviewed);
  });

  test('changes with what is asked', () => {
    expect(fingerprint(stack, 'remove')).not.toBe(reviewed);
  });

  test.each<[string, Stack]>([
    [
      'a device that has nothing to do with it',
      changedAt('ubdc', () => ({ mounts: [mountFixture('/mnt')] })),
    ],
    [
      'how full the snapshot is',
      changedAt(
        SNAPSHOT,
        mapped((dm) => ({ segments: dm.segments.map((line) => ({ ...line, status: '9/10 1' })) })),
      ),
    ],
    ['the time of day', { ...stack, host: { ...stack.host, timeSeconds: 1 } }],
    ['udev’s links coming late', changedAt(DATA, () => ({ links: [], fileSystem: null }))],
  ])('does not change with %s', (_, changed) => {
    expect(fingerprint(changed)).toBe(reviewed);
  });
});
