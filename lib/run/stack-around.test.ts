import { expect, test } from 'vitest';
import { mappedFixture } from '../plan/plan.fixture.ts';
import { planFor } from '../plan/plan-for.ts';
import { stackAfter } from '../plan/stack-after.ts';
import { thinFixture, thinStack } from '../plan/thin/thin-pool.fixture.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { stackAround } from './stack-around.ts';

type DevNo = Device['devNo'];

const on = (devNo: DevNo, ...bases: readonly DevNo[]) =>
  deviceFixture(devNo, {
    kind: 'dm',
    dm: mappedFixture({ rawName: devNo, uuid: `TEST-${devNo}` }),
    openedBy: [],
    bases: bases.map((base) => ({ base, kind: 'table', roles: [], file: null })),
  });
const disk = (devNo: DevNo) => deviceFixture(devNo, { kind: 'disk', openedBy: [] });

/** Two disks; on the first one a target with two devices one above the other, and a device that has nothing to do with it. */
const before = stackFixture([
  disk('8:0'),
  disk('8:16'),
  on('254:0', '8:0'),
  on('254:1', '254:0'),
  on('254:2', '254:1'),
  on('254:3', '8:16'),
]);
const plan = planFor({ kind: 'free', device: { identity: 'name:254:0' } }, before);
const devNos = ({ devices }: Stack) => devices.map(({ devNo }) => devNo);

test('it is what the plan takes down, its target, and what that stands on; nothing else', () => {
  expect(plan.steps).toHaveLength(2);
  expect(devNos(stackAround(plan, before))).toEqual(['8:0', '254:0', '254:1', '254:2']);
});

test('afterwards, what is still there of it is kept, though nothing of the plan leads to it any more', () => {
  const after = stackFixture([disk('8:0'), disk('8:16'), on('254:3', '8:16')]);
  expect(devNos(stackAround(plan, after))).toEqual([]);
  expect(devNos(stackAround(plan, after, stackAround(plan, before)))).toEqual(['8:0']);
});

test('no device stands on one that is not in it', () => {
  const after = stackFixture([disk('8:0'), disk('8:16'), on('254:0', '8:0'), on('254:2', '8:16')]);
  const part = stackAround(plan, after, stackAround(plan, before));
  const shown = new Set(devNos(part));
  for (const { bases } of part.devices) for (const { base } of bases) expect(shown).toContain(base);
});

test('of a plan for a thin volume the other volumes of its pool are no part', () => {
  const intent = {
    kind: 'thin-activate',
    device: { identity: 'dm:TEST-pool' },
    thinId: 5,
    sizeSectors: 8,
    name: 'five',
  } as const;
  const many = [4, 5, 6].map((minor) => thinFixture(`254:${minor}`, `other${minor}`, minor + 100));
  const stack = thinStack({ more: many });
  const plan = planFor(intent, stack);
  const names = ({ devices }: Stack) => devices.map(({ name }) => name);
  const before = stackAround(plan, stack);
  expect(names(before)).toEqual(['pool', 'data', 'meta']);
  expect(names(stackAround(plan, stackAfter(plan, stack), before))).toEqual(['five', 'pool', 'data', 'meta']);
});
