import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Opener } from '../stack/device-users.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { leakyHost, lvmFixture, lvmUuid, on } from './leaky-host.fixture.ts';

/** Hosts in a state that a command may leave for a moment, each with the disk sda below all of it. */
export type Passing = { readonly rule: string; readonly stack: Stack };

const SDA = '8:0';
const DISK = deviceFixture(SDA, { kind: 'disk', kname: 'sda', name: 'sda', identity: 'wwn:1', openedBy: [] });
const linear = { target: 'linear', args: `${SDA} 0`, bases: [on(SDA, 'data')] };
const web = lvmUuid('vg', 'web');

export const WELL = stackFixture([lvmFixture(0, 'vg-web', web, linear), DISK]);

const md = {
  level: 'raid1',
  state: 'active',
  uuid: 'a:b:c:d',
  totalDisks: 2,
  degradedDisks: 1,
  activity: null,
};
const raid = { ...linear, target: 'raid', args: `raid1 3 0 region_size 1024 2 - ${SDA} - -` };
const raidStatus = { startSector: 0, lengthSectors: 2048, status: 'raid1 2 AD 0/2048 idle 0 0 -' };

export const PASSING: readonly Passing[] = [
  host('suspended', lvmFixture(0, 'vg-web', web, { ...linear, dm: { isSuspended: true } })),
  host('cut-off', lvmFixture(0, 'vg-web', web, { ...linear, target: 'error', args: '' })),
  host(
    'missing-device',
    lvmFixture(0, 'vg-web', web, { ...linear, bases: [on('8:16', 'data')] }),
    {
      ...deviceFixture('8:16', { kind: 'missing', kname: null }),
    },
    lvmFixture(1, 'vg-db', lvmUuid('vg', 'db'), linear),
  ),
  host('inactive-table', lvmFixture(0, 'vg-web', web, { ...linear, dm: { hasInactiveTable: true } })),
  host('lvm-residue', lvmFixture(0, 'vg-web-cow', lvmUuid('vg', 'web', 'cow'), linear)),
  host(
    'array-degraded',
    lvmFixture(0, 'vg-web', web, { ...raid, dm: { segments: [{ ...raid, ...raidStatus }] } }),
  ),
  host(
    'array-degraded',
    deviceFixture('9:0', { kind: 'md', md, bases: [{ ...on(SDA, 'member'), kind: 'md' }] }),
  ),
  host(
    'same-group-name',
    lvmFixture(0, 'vg-web', web, linear),
    lvmFixture(1, 'vg-db', lvmUuid('other', 'db'), linear),
  ),
  { rule: 'guest-group-on-snapshot', stack: withOpenersKnown(leakyHost(8, 1)) },
];

function host(rule: string, ...devices: readonly Device[]): Passing {
  return { rule, stack: stackFixture([...devices, DISK]) };
}

function withOpenersKnown(stack: Stack): Stack {
  return withOpeners(stack, SDA, []);
}

/** Who has sda open. */
export function withCommand(stack: Stack, command: string, pid = 2457): Stack {
  return withOpeners(stack, SDA, [{ pid, command, workload: null, fdCount: 1 }]);
}

export function withOpeners(stack: Stack, devNo: string, openedBy: readonly Opener[]): Stack {
  const devices = stack.devices.map((device) => (device.devNo === devNo ? { ...device, openedBy } : device));
  return { ...stack, devices };
}
