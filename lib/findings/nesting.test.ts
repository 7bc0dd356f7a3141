import { describe, expect, test } from 'vitest';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Device } from '../stack/stack.ts';
import { toTheEnd } from '../steps.ts';
import { leakyHost, lvmFixture, lvmUuid, on } from './leaky-host.fixture.ts';
import { surveyInSteps } from './survey.ts';

const disk = deviceFixture('8:0', { kind: 'disk', kname: 'sda', name: 'sda' });
const linearOn = (minor: number, name: string, uuid: string, ...bases: readonly Device[]) =>
  lvmFixture(minor, name, uuid, {
    target: 'linear',
    args: `${bases[0]?.devNo} 0`,
    bases: bases.map(({ devNo }) => on(devNo, 'data')),
  });
const loopOn = (file: string, offsetBytes = 0) =>
  deviceFixture('7:0', {
    kind: 'loop',
    kname: 'loop0',
    loop: { file, isDeleted: false, offsetBytes, sizeLimitBytes: 0, isAutoclear: false },
  });
const nestingsIn = (...devices: readonly Device[]) =>
  toTheEnd(surveyInSteps(stackFixture(devices), null)).nestings.map(({ group, kind, carrier, way }) => [
    group.name,
    kind,
    carrier.name,
    way.map(({ name }) => name),
  ]);

describe('what a volume group is nested in', () => {
  test('is a snapshot of another group, whichever of its volumes stand on it', () => {
    const [found] = toTheEnd(surveyInSteps(leakyHost(20, 1), null)).nestings;
    expect(found).toMatchObject({
      group: { name: 'guest0' },
      kind: 'snapshot',
      carrier: { name: 'vms-snap0' },
    });
  });

  test('is another group’s volume, with what lies between', () => {
    const lv = linearOn(0, 'vms-web', lvmUuid('host', 'web'), disk);
    const map = deviceFixture('254:1', {
      name: 'web1',
      dm: linearOn(1, 'web1', 'part1-LVM-x', lv).dm,
      bases: [on('254:0', 'data')],
    });
    const data = linearOn(2, 'guest-data', lvmUuid('guest', 'data'), map);
    expect(nestingsIn(lv, map, data, disk)).toEqual([['guest', 'volume', 'vms-web', ['web1']]]);
  });

  test('is nothing for a group that also has a disk of the host', () => {
    const lv = linearOn(0, 'vms-web', lvmUuid('host', 'web'), disk);
    const data = linearOn(1, 'own-data', lvmUuid('own', 'data'), lv, disk);
    expect(nestingsIn(lv, data, disk)).toEqual([]);
  });

  test('is an image when a partition table is in the file, and nothing when the group begins where the file does', () => {
    const data = linearOn(0, 'guest-data', lvmUuid('guest', 'data'), loopOn('/srv/a.img'));
    expect(nestingsIn(data, loopOn('/srv/a.img'))).toEqual([]);
    expect(nestingsIn(data, loopOn('/srv/a.img', 1048576))).toEqual([['guest', 'image', 'device 7:0', []]]);
  });

  test('is not lost when devices stand on each other in a circle', () => {
    const a = { ...linearOn(0, 'a-x', lvmUuid('a', 'x')), bases: [on('254:1', 'data')] };
    const b = { ...linearOn(1, 'b-x', lvmUuid('b', 'x')), bases: [on('254:0', 'data')] };
    expect(nestingsIn(a, b).length).toBe(2);
  });
});
