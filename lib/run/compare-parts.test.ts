import { expect, test } from 'vitest';
import { mappedFixture } from '../plan/plan.fixture.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import { compareParts } from './compare-parts.ts';

const withDm = (told: Parameters<typeof mappedFixture>[0]) =>
  deviceFixture('254:0', { dm: mappedFixture(told) });

test('devices that go, come and change are told, those that stay are not', () => {
  const before = stackFixture([
    withDm({ isSuspended: true }),
    deviceFixture('254:1'),
    deviceFixture('254:2'),
  ]);
  const after = stackFixture([
    withDm({ isSuspended: false }),
    deviceFixture('254:2'),
    deviceFixture('254:3'),
  ]);
  expect([...compareParts(before, after)]).toEqual([
    ['name:254:0', { kind: 'changed', words: ['no longer suspended'] }],
    ['name:254:3', { kind: 'added', words: [] }],
    ['name:254:1', { kind: 'removed', words: [] }],
  ]);
});

test('an open count alone makes no difference', () => {
  const before = stackFixture([withDm({ openCount: 2, eventNumber: 1 })]);
  const after = stackFixture([withDm({ openCount: 0, eventNumber: 2 })]);
  expect(compareParts(before, after).size).toBe(0);
});
