import { mappedFixture } from '../../lib/plan/plan.fixture.ts';
import { deviceFixture, stackFixture } from '../../lib/stack/device.fixture.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';

/** A disk, and one above the other on it `low`, `mid` and `top`: the lowest `floors` of them. */
export function towerFixture(floors: number): Stack {
  const disk = deviceFixture('8:0', { kind: 'disk', identity: 'disk', openedBy: [] });
  return stackFixture([disk, ...['low', 'mid', 'top'].slice(0, floors).map(floor)]);
}

function floor(name: string, at: number): Device {
  return deviceFixture(`254:${at}`, {
    name,
    identity: name,
    dm: mappedFixture({ rawName: name, uuid: `TEST-${name}` }),
    openedBy: [],
    unexplainedOpens: 0,
    bases: [{ base: at === 0 ? '8:0' : `254:${at - 1}`, kind: 'table', roles: [], file: null }],
  });
}
