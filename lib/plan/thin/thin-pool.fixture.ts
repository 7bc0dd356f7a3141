import type { DevNo } from '../../block/dev-no.ts';
import { deviceFixture, stackFixture } from '../../stack/device.fixture.ts';
import type { Device, LiveSegment, MappedDevice, Stack } from '../../stack/stack.ts';
import { mappedFixture } from '../plan.fixture.ts';

/** Of `vol` below. */
export const SNAPSHOT_OF_VOL = {
  kind: 'thin-snapshot',
  device: { identity: 'dm-name:vol' },
  thinId: 7,
  name: 'snap7',
} as const;

/** A pool that nobody manages, `pool` (254:2); in it `vol` (254:3), thin ID 1, and what a test adds or tells otherwise. */
export function thinStack(
  told: {
    readonly pool?: Partial<MappedDevice>;
    readonly vol?: Partial<MappedDevice>;
    readonly volDevice?: Partial<Device>;
    readonly more?: readonly Device[];
  } = {},
): Stack {
  return stackFixture([
    ...(told.more ?? []),
    poolFixture(told.pool),
    thinFixture('254:3', 'vol', 1, { ...told.volDevice, mapped: told.vol ?? {} }),
    linear('254:1', 'data'),
    linear('254:0', 'meta'),
  ]);
}

const STATUS = '0 114/1024 2/3200 - rw no_discard_passdown queue_if_no_space - 256';

/** What the pool's status would be, with one of its words another. */
export function poolStatus(word: string, other: string): Partial<MappedDevice> {
  return { segments: [poolSegment(STATUS.replace(word, other))] };
}

export function poolSegment(status: string | null): LiveSegment {
  return { startSector: 0, lengthSectors: 409600, target: 'thin-pool', args: '254:0 254:1 128 0 0 ', status };
}

function poolFixture(told: Partial<MappedDevice> = {}): Device {
  return deviceFixture('254:2', {
    name: 'pool',
    identity: 'dm:TEST-pool',
    dm: mappedFixture({ rawName: 'pool', uuid: 'TEST-pool', segments: [poolSegment(STATUS)], ...told }),
    bases: (['254:1', '254:0'] as const).map((base) => ({ base, kind: 'table', roles: [], file: null })),
    openedBy: [],
  });
}

export function thinFixture(
  devNo: DevNo,
  name: string,
  thinId: number,
  {
    mapped = {},
    externalOrigin,
    ...told
  }: Partial<Device> & {
    readonly mapped?: Partial<MappedDevice>;
    readonly externalOrigin?: DevNo;
  } = {},
): Device {
  const args = `254:2 ${thinId}${externalOrigin ? ` ${externalOrigin}` : ''}`;
  const segments = [{ startSector: 0, lengthSectors: 204800, target: 'thin', args, status: '0 -' }];
  const bases = [...(externalOrigin ? [externalOrigin] : []), '254:2' as const];
  return deviceFixture(devNo, {
    name,
    identity: `dm-name:${name}`,
    dm: mappedFixture({ rawName: name, segments, ...mapped }),
    bases: bases.map((base) => ({ base, kind: 'table', roles: [], file: null })),
    openedBy: [],
    ...told,
  });
}

function linear(devNo: DevNo, name: string): Device {
  return deviceFixture(devNo, { name, dm: mappedFixture({ rawName: name }), openedBy: [] });
}
