import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexStack } from '../stack/index-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { isTrueOf } from './check.ts';
import type { Intent } from './intent.ts';
import { plannedArbitrary } from './plan.fixture.ts';
import { isRunnable, type Plan } from './plan.ts';
import { planFor } from './plan-for.ts';
import { recordedDevice, recordedHost } from './recorded-host.fixture.ts';
import { originsKept, stackAfter } from './stack-after.ts';

const SNAPSHOT = 'vm-volumes/snap-docker2.example.com-volumes';

function planned(host: string, kind: 'free' | 'remove' | 'resume' | 'free-and-lvremove', word: string) {
  const stack = recordedHost(host);
  const device = { identity: recordedDevice(stack, word).identity };
  const intent: Intent = kind === 'free-and-lvremove' ? { kind, device, typed: word } : { kind, device };
  const plan = planFor(intent, stack);
  return { stack, plan, after: stackAfter(plan, stack) };
}

function gone(before: Stack, after: Stack): readonly string[] {
  const left = new Set(after.devices.map(({ identity }) => identity));
  return before.devices.filter(({ identity }) => !left.has(identity)).map(({ name }) => name);
}

const isReached = (plan: Plan, after: Stack) =>
  plan.goal.every((check) => isTrueOf(indexStack(after), check));

/** A partition is a part of its disk; no kernel has one stand on it in another way. */
function hasOddPartition({ devices }: Stack): boolean {
  return devices.some(
    ({ kind, bases }) => kind === 'partition' && bases.some((edge) => edge.kind !== 'partition'),
  );
}

describe('the stack after a plan', () => {
  test('has reached the goal of any plan that can run', () => {
    fc.assert(
      fc.property(plannedArbitrary, ({ stack, intent }) => {
        const plan = planFor(intent, stack);
        const isDeferred = 'isDeferred' in intent;
        fc.pre(isRunnable(plan) && !isDeferred && !hasOddPartition(stack));
        expect(isReached(plan, stackAfter(plan, stack))).toBe(true);
      }),
      { numRuns: 400, maxSkipsPerRun: 1000 },
    );
  });

  test('lacks nothing that no step was about, but partitions and what closes with them', () => {
    fc.assert(
      fc.property(plannedArbitrary, ({ stack, intent }) => {
        fc.pre(intent.kind !== 'free-and-lvremove');
        const plan = planFor(intent, stack);
        const touched = new Set(plan.steps.map(({ device }) => device.devNo));
        const after = new Set(stackAfter(plan, stack).devices.map(({ devNo }) => devNo));
        for (const { devNo, dm, bases } of stack.devices) {
          if (after.has(devNo) || touched.has(devNo)) continue;
          expect(dm?.made.kind === 'crypt' || bases.some(({ kind }) => kind === 'partition')).toBe(true);
        }
      }),
    );
  });

  test('of a freed snapshot lacks the two volumes that were activated on it', () => {
    const { stack, after } = planned('s1-leaked', 'free', SNAPSHOT);
    expect(gone(stack, after)).toEqual(['docker--volumes-docker--data', 'docker--volumes-docker--meta']);
  });

  test('of a snapshot removed for good lacks its store, and what lay between its origin and the disk', () => {
    const { stack, after } = planned('s1-leaked', 'free-and-lvremove', SNAPSHOT);
    expect(gone(stack, after).toSorted()).toEqual([
      'docker--volumes-docker--data',
      'docker--volumes-docker--meta',
      'vm--volumes-docker2.example.com--volumes-real',
      'vm--volumes-snap--docker2.example.com--volumes',
      'vm--volumes-snap--docker2.example.com--volumes-cow',
    ]);
    const origin = recordedDevice(after, 'vm-volumes/docker2.example.com-volumes');
    const real = recordedDevice(stack, 'vm--volumes-docker2.example.com--volumes-real');
    expect(origin.dm?.segments.map(({ target }) => target)).toEqual(['linear']);
    expect(origin.bases).toEqual(real.bases);
  });

  test('of a snapshot removed for good is shown with its origin, which stays', () => {
    const { stack, plan } = planned('s1-leaked', 'free-and-lvremove', SNAPSHOT);
    const names = originsKept(plan, stack).map(({ name }) => name);
    expect(names).toEqual(['vm--volumes-docker2.example.com--volumes']);
    expect(originsKept(planned('s1-leaked', 'free', SNAPSHOT).plan, stack)).toEqual([]);
  });

  test('of a removed nbd lacks its partitions', () => {
    const { stack, after } = planned('s3-qcow2-nbd', 'remove', 'nbd0');
    expect(gone(stack, after)).toEqual(expect.arrayContaining(['nbd0', 'nbd0p1', 'nbd0p2']));
    expect(gone(stack, after).filter((name) => !name.startsWith('nbd'))).toHaveLength(
      gone(stack, after).length - 3,
    );
  });

  test('of a resumed device has it active and everything else as it was', () => {
    const { stack, after } = planned('suspended-middle', 'resume', 'middle');
    expect(recordedDevice(stack, 'middle').dm?.isSuspended).toBe(true);
    expect(recordedDevice(after, 'middle').dm?.isSuspended).toBe(false);
    expect(after.devices.filter(({ name }) => name !== 'middle')).toEqual(
      stack.devices.filter(({ name }) => name !== 'middle'),
    );
  });

  test('of a deferred removal of what is in use has it waiting to go', () => {
    const stack = recordedHost('s1-leaked-mounted');
    const device = { identity: recordedDevice(stack, SNAPSHOT).identity };
    const after = stackAfter(planFor({ kind: 'free', device, isDeferred: true }, stack), stack);
    expect(recordedDevice(after, 'docker--volumes-docker--data').dm?.isDeferredRemove).toBe(true);
    expect(gone(stack, after)).toEqual(['docker--volumes-docker--meta']);
  });
});
