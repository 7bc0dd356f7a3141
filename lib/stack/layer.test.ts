import { expect, test } from 'vitest';
import type { DmUuid } from '../dm/uuid.ts';
import { mapped, plain } from '../tree/forest.fixture.ts';
import { recordedStates } from '../tree/tree-captures.fixture.ts';
import { deviceFixture, stackFixture } from './device.fixture.ts';
import { indexStack } from './index-stack.ts';
import { LAYER_NAMES, layerOf } from './layer.ts';
import type { Device } from './stack.ts';

function withDm(device: Device, { target, made }: { target?: string; made?: DmUuid }): Device {
  const segments = target ? [{ startSector: 0, lengthSectors: 8, target, args: '', status: null }] : [];
  return { ...device, dm: device.dm && { ...device.dm, segments, made: made ?? device.dm.made } };
}

const LVM: DmUuid = { kind: 'lvm', vgUuid: 'v', lvUuid: 'l', layer: '' };

function layers(devices: readonly Device[]): Record<string, string> {
  const index = indexStack(stackFixture(devices));
  return Object.fromEntries(devices.map((device) => [device.name, layerOf(index, device)]));
}

test('a target that says what it is for decides', () => {
  expect(
    layers([
      withDm(mapped('254:0', 'a', []), { target: 'snapshot', made: LVM }),
      withDm(mapped('254:1', 'b', []), { target: 'thin', made: LVM }),
      withDm(mapped('254:2', 'c', []), { target: 'crypt' }),
      withDm(mapped('254:3', 'd', []), { target: 'multipath' }),
      withDm(mapped('254:4', 'e', []), { target: 'linear', made: LVM }),
      withDm(mapped('254:5', 'f', []), { target: 'linear' }),
    ]),
  ).toEqual({ a: 'snapshot', b: 'thin', c: 'crypt', d: 'multipath', e: 'lvm', f: 'mapped' });
});

test('a plain mapping belongs to the layer that it is a part of, also without LVM', () => {
  const snapshot = mapped('254:0', 'snap', ['254:1', '254:2']);
  const [cow, origin] = snapshot.bases;
  const roles = [
    { ...cow, roles: ['cow'] },
    { ...origin, roles: ['origin'] },
  ] as Device['bases'];
  const pool = withDm(mapped('254:3', 'pool', ['254:4']), { target: 'thin-pool' });
  const stack = [
    { ...snapshot, bases: roles },
    mapped('254:1', 'store', []),
    mapped('254:2', 'data', []),
    pool,
    mapped('254:4', 'tdata', []),
  ];
  expect(layers(stack)).toMatchObject({ store: 'cow', data: 'mapped', tdata: 'thin' });
});

test('the name of a device proves nothing', () => {
  expect(layers([withDm(mapped('254:0', 'evil-cow', []), { target: 'linear' })])).toEqual({
    'evil-cow': 'mapped',
  });
});

test('what is not mapped goes by its kind', () => {
  const kinds = (['disk', 'partition', 'md', 'loop', 'nbd', 'missing', 'zram'] as const).map((kind, i) => ({
    ...plain(`8:${i}`, kind),
    kind,
  }));
  expect(Object.values(layers(kinds))).toEqual([
    'disk',
    'partition',
    'md',
    'loop',
    'nbd',
    'missing',
    'other',
  ]);
  expect(layers([deviceFixture('254:0', { name: 'odd' })])).toEqual({ odd: 'mapped' });
});

test('every device of every recorded host has a mark of at most five letters', () => {
  for (const { stack } of recordedStates()) {
    const index = indexStack(stack);
    for (const device of stack.devices)
      expect(LAYER_NAMES[layerOf(index, device)].mark).toMatch(/^[A-Z]{2,5}$/);
  }
});
