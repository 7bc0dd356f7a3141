import { expect, test } from 'vitest';
import type { DevNo } from '../block/dev-no.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Edge, EdgeKind } from '../stack/stack.ts';
import { neighbourhood } from './neighbourhood.ts';

function on(...bases: readonly (readonly [DevNo, EdgeKind])[]): { bases: readonly Edge[] } {
  return { bases: bases.map(([base, kind]) => ({ base, kind, roles: [], file: null })) };
}

/** guest root → loop over a file on the snapshot → cow, real → disk; the origin stands on real as well. */
const STACK = stackFixture([
  deviceFixture('254:0', { name: 'origin', ...on(['254:1', 'table']) }),
  deviceFixture('254:1', { name: 'real', ...on(['8:0', 'table']) }),
  deviceFixture('254:2', { name: 'cow', ...on(['8:0', 'table']) }),
  deviceFixture('254:3', { name: 'snapshot', ...on(['254:2', 'table'], ['254:1', 'table']) }),
  deviceFixture('254:4', { name: 'guest-root', ...on(['7:0', 'table'], ['254:5', 'table']) }),
  deviceFixture('254:5', { name: 'aside' }),
  deviceFixture('7:0', { name: 'loop0', kind: 'loop', ...on(['254:3', 'loop-file']) }),
  deviceFixture('8:0', { name: 'sda', kind: 'disk' }),
]);

function names(around: readonly DevNo[], isShown?: (edge: Edge) => boolean): readonly string[] {
  return neighbourhood(STACK, around, isShown).devices.map(({ name }) => name);
}

test('what stands on a device and what it stands on remain, in their order, and nothing beside them', () => {
  expect(names(['254:3'])).toEqual(['real', 'cow', 'snapshot', 'guest-root', 'loop0', 'sda']);
  expect(names(['254:1'])).toEqual(['origin', 'real', 'snapshot', 'guest-root', 'loop0', 'sda']);
  expect(names(['254:5'])).toEqual(['guest-root', 'aside']);
});

test('a holder keeps only the edges that lead to the device', () => {
  const part = neighbourhood(STACK, ['254:1']);
  const bases = Object.fromEntries(
    part.devices.map(({ name, bases: edges }) => [name, edges.map((e) => e.base)]),
  );
  expect(bases).toMatchObject({ snapshot: ['254:1'], 'guest-root': ['7:0'], real: ['8:0'] });
});

test('edges that are not shown are not followed', () => {
  expect(names(['254:3'], (edge) => edge.kind === 'table')).toEqual(['real', 'cow', 'snapshot', 'sda']);
});

test('a cycle, which no kernel has but a capture may claim, ends', () => {
  const loop = stackFixture([
    deviceFixture('254:0', on(['254:1', 'table'])),
    deviceFixture('254:1', on(['254:0', 'table'])),
  ]);
  expect(neighbourhood(loop, ['254:0']).devices).toHaveLength(2);
});
