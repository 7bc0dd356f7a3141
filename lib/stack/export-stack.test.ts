import { expect, test } from 'vitest';
import { deviceFixture, stackFixture } from './device.fixture.ts';
import { exportStack } from './export-stack.ts';
import type { LiveSegment, MappedDevice } from './stack.ts';

const SNAPSHOT: LiveSegment = {
  startSector: 0,
  lengthSectors: 409600,
  target: 'snapshot',
  args: '254:1 254:2 P 8',
  status: '512/65536 16',
};

const DM: MappedDevice = {
  rawName: 'hostvg-vm1snap',
  uuid: '',
  made: { kind: 'none' },
  isSuspended: false,
  isReadOnly: false,
  hasLiveTable: true,
  hasInactiveTable: true,
  isDeferredRemove: null,
  openCount: 0,
  eventNumber: 0,
  segments: [SNAPSHOT, { ...SNAPSHOT, startSector: 409600, status: null }],
  inactiveSegments: [{ startSector: 0, lengthSectors: 8, target: 'out-of-tree', args: '8:1 x' }],
};

const STACK = stackFixture([
  deviceFixture('254:3', { dm: DM, name: 'a\udcffb' }),
  deviceFixture('8:0', { kind: 'disk' }),
]);

test('each table line carries what dmscope makes of it, and the model stays as it is', () => {
  const exported = exportStack(STACK);
  const [first, second] = exported.devices[0]?.dm?.segments ?? [];
  expect(exported.schema).toBe('dmscope.stack/1');
  expect(first).toMatchObject(SNAPSHOT);
  expect(first?.explained.devices.map(({ device, role }) => [device, role])).toEqual([
    ['254:1', 'origin'],
    ['254:2', 'cow'],
  ]);
  expect(Object.keys(first?.explained ?? {}).sort()).toEqual(['devices', 'facts', 'problem', 'summary']);
  expect(first?.explainedStatus).toMatchObject({ health: 'ok', problem: null });
  expect(second?.explainedStatus).toBeNull();
  expect(exported.devices[0]?.dm?.inactiveSegments[0]?.explained.devices).toMatchObject([{ device: '8:1' }]);
  expect(exported.devices[1]).toEqual(STACK.devices[1]);
});

test('a name that is no text comes back from JSON as it went', () => {
  const read = JSON.parse(JSON.stringify(exportStack(STACK)));
  expect(read.devices[0].name).toBe('a\udcffb');
});
