import type { Device } from '../../stack/stack.ts';
import type { Step } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import { dmsetupOn } from '../step-kind.ts';

/** A pool answers a message when its metadata is as it was asked to be, or is as it was before. */

type Snapshot = { readonly thinId: number; readonly originId: number; readonly isGuarded: boolean };

/** `isGuarded`: the origin is active, and was suspended by the step before. */
export function createThinSnapshotStep(pool: Device, { thinId, originId, isGuarded }: Snapshot): Step {
  return {
    ...messageTo(pool, `create_snap ${thinId} ${originId}`),
    kind: 'create-thin-snapshot',
    sentence: `Make thin ID ${thinId}, a snapshot of ${originId}, in the pool ${called(planDevice(pool))}.`,
    ...(isGuarded ? { before: [], timeoutMs: 2000, isAtOnce: true } : {}),
  };
}

export function deleteThinStep(pool: Device, thinId: number): Step {
  return {
    ...messageTo(pool, `delete ${thinId}`),
    kind: 'delete-thin',
    sentence: `Delete thin ID ${thinId} of the pool ${called(planDevice(pool))} for good.`,
  };
}

function messageTo(pool: Device, message: string): Omit<Step, 'kind' | 'sentence'> {
  const device = planDevice(pool);
  return {
    argv: dmsetupOn(['message'], pool, ['0', message]),
    device,
    before: [
      { claim: 'is-the-same', device },
      { claim: 'is-active', device },
    ],
    after: [],
    requires: 'dmsetup',
    timeoutMs: 30_000,
  };
}
