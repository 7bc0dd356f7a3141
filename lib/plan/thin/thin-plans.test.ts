import { describe, expect, test } from 'vitest';
import type { Stack } from '../../stack/stack.ts';
import { mountFixture } from '../plan.fixture.ts';
import { isRunnable } from '../plan.ts';
import { planFor } from '../plan-for.ts';
import { recordedDevice, recordedHost } from '../recorded-host.fixture.ts';
import { renderPlan } from '../render-text.ts';
import { stackAfter } from '../stack-after.ts';
import type { ThinIntent, ThinIntentOf } from './thin-intent.ts';
import { poolSegment, poolStatus, thinFixture, thinStack } from './thin-pool.fixture.ts';

const SNAPSHOT: ThinIntentOf<'thin-snapshot'> = {
  kind: 'thin-snapshot',
  device: { identity: 'dm-name:vol' },
  thinId: 7,
  name: 'snap7',
};
const POOL = { identity: 'dm:TEST-pool' };
const ACTIVATE: ThinIntent = {
  kind: 'thin-activate',
  device: POOL,
  thinId: 5,
  sizeSectors: 2048,
  name: 'five',
};
const DELETE: ThinIntentOf<'thin-delete'> = { kind: 'thin-delete', device: POOL, thinId: 5, typed: '5' };

function refusalsOf(intent: ThinIntent, stack: Stack = thinStack()): readonly string[] {
  return planFor(intent, stack).refusals.map(({ kind, device }) => `${kind} ${device?.name ?? ''}`.trim());
}

function commandsOf(intent: ThinIntent, stack: Stack = thinStack()): readonly string[] {
  return planFor(intent, stack).steps.map(({ argv }) => argv.slice(3).join(' '));
}

describe('a snapshot of a thin volume', () => {
  test('is taken while an active origin is suspended under a guard, which always is resumed', () => {
    const plan = planFor({ ...SNAPSHOT, isActivated: true }, thinStack());
    expect(plan.steps.map(({ kind, argv }) => [kind, argv.slice(3).join(' ')])).toEqual([
      ['suspend-origin', 'suspend -- vol'],
      ['create-thin-snapshot', 'message --uuid TEST-pool 0 create_snap 7 1'],
      ['resume-origin', 'resume -- vol'],
      ['activate-thin', 'create --table 0 204800 thin 254:2 7 -- snap7'],
    ]);
    expect(plan.steps[0]?.guard).toMatchObject({
      argv: ['dmsetup', '--manglename', 'none', 'resume', '--', 'vol'],
      withinMs: 2500,
      device: { identity: 'dm-name:vol', devNo: '254:3', table: '0 204800 thin 254:2 1' },
    });
    expect(plan.steps.map(({ isAlways, isAtOnce }) => [isAlways, isAtOnce])).toEqual([
      [undefined, undefined],
      [undefined, true],
      [true, true],
      [undefined, undefined],
    ]);
    expect(plan.refusals).toEqual([]);
    expect(renderPlan(plan)).toContain('if dmscope ends or 2.5 s have passed.\n');
    expect(renderPlan(plan)).toContain('Always run once the guarded step was begun');
  });

  test('of an origin that is not active is a message to the pool, and no more', () => {
    expect(commandsOf({ ...SNAPSHOT, device: POOL, originId: 4 })).toEqual([
      'message --uuid TEST-pool 0 create_snap 7 4',
    ]);
    expect(refusalsOf({ ...SNAPSHOT, device: POOL, originId: 4, isActivated: true })).toEqual(['size pool']);
  });

  test('of an ID that turns out to be active suspends that volume', () => {
    expect(commandsOf({ ...SNAPSHOT, device: POOL, originId: 1 })).toEqual(commandsOf(SNAPSHOT));
  });

  test('of a file system that is mounted is what it is for; what is used otherwise is as after a power cut', () => {
    const mounted = thinStack({ volDevice: { mounts: [mountFixture('/srv')] } });
    expect(planFor(SNAPSHOT, mounted).warnings.map(({ kind }) => kind)).toEqual(['io-waits']);
    const opener = { pid: 9, command: 'qemu', workload: null, fdCount: 1 };
    const used = thinStack({ volDevice: { openedBy: [opener] } });
    expect(planFor(SNAPSHOT, used).warnings.map(({ kind }) => kind)).toEqual(['io-waits', 'not-frozen']);
    expect([mounted, used].map((stack) => isRunnable(planFor(SNAPSHOT, stack)))).toEqual([true, true]);
  });

  test('is not taken of what the running system stands on', () => {
    const root = thinStack({ volDevice: { mounts: [mountFixture('/')] } });
    expect(refusalsOf(SNAPSHOT, root)).toEqual(['system vol']);
  });

  test('is not taken of what is suspended, has another table loaded, or is no thin volume', () => {
    expect(refusalsOf(SNAPSHOT, thinStack({ vol: { isSuspended: true } }))).toEqual(['suspended vol']);
    expect(refusalsOf(SNAPSHOT, thinStack({ vol: { hasInactiveTable: true } }))).toEqual([
      'inactive-table vol',
    ]);
    expect(refusalsOf({ ...SNAPSHOT, device: { identity: 'name:254:1' } })).toEqual(['not-a-thin data']);
    expect(refusalsOf({ ...SNAPSHOT, device: POOL })).toEqual(['not-a-thin pool']);
  });

  test.each([
    ['suspended', { isSuspended: true }, ['suspended pool']],
    ['read-only', poolStatus(' rw ', ' ro '), ['pool-trouble pool']],
    ['in need of a check', poolStatus('- 256', 'needs_check 256'), ['pool-trouble pool']],
    ['out of data space', poolStatus(' rw ', ' out_of_data_space '), ['pool-trouble pool']],
    ['full', poolStatus('2/3200', '3200/3200'), ['pool-trouble pool']],
    ['out of metadata space', poolStatus('114/1024', '1024/1024'), ['pool-trouble pool']],
    ['broken', { segments: [poolSegment('Fail')] }, ['pool-trouble pool']],
    ['not seen', { segments: [poolSegment(null)] }, ['pool-unknown pool']],
  ])('is not taken in a pool that is %s', (_, pool, refusals) => {
    expect(refusalsOf(SNAPSHOT, thinStack({ pool }))).toEqual(refusals);
  });

  test.each(['vol', 'a b', 'a/b', '', '..', 'control', 'é', 'x'.repeat(128), '\udcff'])(
    'is not called %j',
    (name) => {
      expect(refusalsOf({ ...SNAPSHOT, name })).toEqual([name === 'vol' ? 'name vol' : 'name']);
    },
  );

  test('has an ID of 24 bits that is not active', () => {
    for (const thinId of [-1, 1.5, 2 ** 24]) expect(refusalsOf({ ...SNAPSHOT, thinId })).toEqual(['thin-id']);
    expect(refusalsOf({ ...SNAPSHOT, thinId: 2 ** 24 - 1 })).toEqual([]);
    expect(refusalsOf({ ...SNAPSHOT, thinId: 1 })).toEqual(['thin-active vol']);
  });

  test('in a pool of LVM is left to LVM, with the line for it', () => {
    const stack = recordedHost('thin-unclaimed');
    const { identity } = recordedDevice(stack, 'vg/thin1');
    const plan = planFor({ ...SNAPSHOT, device: { identity } }, stack);
    const managed = plan.refusals.find(({ kind }) => kind === 'lvm-managed');
    expect(managed?.wayOut).toBe('Have LVM take it: lvcreate -s vg/thin1 -n snap7');
  });
});

describe('a plan for a thin ID', () => {
  test('maps it with the size that was told', () => {
    expect(commandsOf(ACTIVATE)).toEqual(['create --table 0 2048 thin 254:2 5 -- five']);
    expect(refusalsOf(ACTIVATE)).toEqual([]);
    expect(refusalsOf({ ...ACTIVATE, sizeSectors: 0 })).toEqual(['size']);
    expect(refusalsOf({ ...ACTIVATE, thinId: 1 })).toEqual(['thin-active vol']);
    expect(refusalsOf({ ...ACTIVATE, device: { identity: 'name:254:1' } })).toEqual(['not-a-pool data']);
  });

  test('shows the mapping that it makes', () => {
    const after = stackAfter(planFor(ACTIVATE, thinStack()), thinStack());
    expect(after.devices[0]).toMatchObject({
      name: 'five',
      sizeBytes: 2048 * 512,
      bases: [{ base: '254:2' }],
    });
  });

  test('deletes one that is not active, once it was typed', () => {
    expect(commandsOf(DELETE)).toEqual(['message --uuid TEST-pool 0 delete 5']);
    expect(refusalsOf(DELETE)).toEqual([]);
    for (const typed of ['', '05', ' 5', '6'])
      expect(refusalsOf({ ...DELETE, typed })).toEqual(['not-confirmed pool']);
    expect(refusalsOf({ ...DELETE, thinId: 1, typed: '1' })).toEqual(['thin-active vol']);
  });

  test('says who reads from the volume that is to be deleted', () => {
    const user = thinFixture('254:4', 'user', 2, { externalOrigin: '254:3' });
    const plan = planFor({ ...DELETE, thinId: 1, typed: '1' }, thinStack({ more: [user] }));
    expect(plan.refusals.map(({ cause }) => cause)).toEqual([
      'Thin ID 1 is active as vol (254:3), which user (254:4) has as external origin.',
    ]);
  });

  test('deletes in a pool without space, and not in one that cannot be written', () => {
    expect(refusalsOf(DELETE, thinStack({ pool: poolStatus(' rw ', ' out_of_data_space ') }))).toEqual([]);
    expect(refusalsOf(DELETE, thinStack({ pool: poolStatus(' rw ', ' ro ') }))).toEqual([
      'pool-trouble pool',
    ]);
    expect(refusalsOf(ACTIVATE, thinStack({ pool: poolStatus(' rw ', ' ro ') }))).toEqual([]);
  });

  test('in a pool of LVM names the volume where it is known, and how to find it where it is not', () => {
    const stack = recordedHost('thin-unclaimed');
    const { identity } = recordedDevice(stack, 'vg-pool-tpool');
    const wayOut = (intent: ThinIntent) =>
      planFor(intent, stack).refusals.find(({ kind }) => kind === 'lvm-managed')?.wayOut;
    expect(wayOut({ ...DELETE, device: { identity }, thinId: 1 })).toBe('Have LVM do it: lvremove vg/thin1');
    expect(wayOut({ ...ACTIVATE, device: { identity }, thinId: 100 })).toBe(
      'Have LVM do it, if it knows the ID (lvs -a -o name,thin_id vg): lvchange -ay -K vg/LV',
    );
  });

  test('has another fingerprint for another ID, name, size and pool', () => {
    const prints = [
      planFor(SNAPSHOT, thinStack()),
      planFor({ ...SNAPSHOT, thinId: 8 }, thinStack()),
      planFor({ ...SNAPSHOT, isActivated: true }, thinStack()),
      planFor({ ...SNAPSHOT, isActivated: true, name: 'x' }, thinStack()),
      planFor(SNAPSHOT, thinStack({ pool: { isSuspended: true } })),
      planFor(SNAPSHOT, thinStack({ vol: { openCount: 1 } })),
      planFor(ACTIVATE, thinStack()),
      planFor({ ...ACTIVATE, sizeSectors: 4096 }, thinStack()),
    ].map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
  });
});
