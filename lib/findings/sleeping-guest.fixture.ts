import type { Inside, InsideGroup } from '../lvm/inside.ts';
import type { LvmConfig } from '../lvm/lvm-host.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { lvmFixture, lvmUuid, on } from './leaky-host.fixture.ts';

/** One PV on the device itself, of a group with two volumes. */
export function insideFixture(
  told: Partial<InsideGroup> = {},
  partitionNumber: number | null = null,
): Inside {
  const group: InsideGroup = {
    name: 'docker-volumes',
    uuid: 'guest'.padEnd(32, 'g'),
    sequence: 4,
    pvCount: 1,
    systemId: '',
    allowsAutoActivation: true,
    isActive: false,
    volumeCount: 2,
    volumes: [
      { name: 'docker-data', type: 'striped', sizeBytes: 209715200 },
      { name: 'docker-meta', type: 'striped', sizeBytes: 41943040 },
    ],
    ...told,
  };
  const pv = { partitionNumber, offsetBytes: 0, sizeBytes: 314572800, uuid: 'pv'.padEnd(32, 'p'), group };
  return {
    readAtSeconds: 1763689858,
    partitionTable: partitionNumber === null ? null : 'gpt',
    pvs: [pv],
    problems: [],
  };
}

/** A host with group `vms` on sda, and its volumes `web0`, `web1` … the disks of guests, each with what is inside. */
export function hostOfGuests(config: LvmConfig | null, ...insides: readonly (Inside | null)[]): Stack {
  const disk = deviceFixture('8:0', { kind: 'disk', kname: 'sda', name: 'sda' });
  const guests = insides.map((inside, minor): Device => {
    const linear = { target: 'linear', args: '8:0 0', bases: [on('8:0', 'data')] };
    const device = lvmFixture(minor, `vms-web${minor}`, lvmUuid('host', `web${minor}`), linear);
    return inside === null ? device : { ...device, inside };
  });
  const { host } = stackFixture([]);
  return stackFixture([...guests, disk], {
    host: { ...host, lvm: { config, devicesFile: null, backups: null } },
  });
}
