/**
 * What came of a step, told from the host. An exit status says how a command ended, not what it did: a loop is only marked to be
 * detached, an nbd is cut while nothing can be looked at, a removal waits for the last user. So "failed" is said only of a step after which the
 * host is as it was; whatever may have changed it is told as what it is, unverified or unknown.
 */
import type { StepKind } from '../plan/plan.ts';
import { planDevice } from '../plan/plan-device.ts';
import type { Device } from '../stack/stack.ts';
import type { StepRun } from './run.ts';
import type { StepResult, ThinIdSeen } from './run-event.ts';

export type Evidence = {
  /** Whether the host shows what the step is for; null where it could not be looked at. */
  readonly isSo: boolean | null;
  readonly exitStatus: number | null;
  /** Whether its device is as it was before. */
  readonly isUntouched: boolean;
};

export function resultOf({ isSo, exitStatus, isUntouched }: Evidence): StepResult {
  if (isSo) return 'done';
  if (exitStatus === 0) return 'unverified';
  if (isSo === null) return 'unknown';
  return isUntouched ? 'failed' : 'unverified';
}

/** Whether a device shows nothing of what a step could have done to it. */
export function isUntouched(before: Device | null, after: Device | null): boolean {
  if (before === null || after === null) return before === after;
  return JSON.stringify(factsOf(before)) === JSON.stringify(factsOf(after));
}

function factsOf(device: Device): readonly unknown[] {
  const { dm, loop, nbd } = device;
  return [
    planDevice(device),
    dm && [
      dm.isSuspended,
      dm.hasLiveTable,
      dm.hasInactiveTable,
      dm.isDeferredRemove,
      dm.segments.map(({ args }) => args),
    ],
    loop?.isAutoclear === true,
    nbd?.pid ?? null,
  ];
}

/** `results`: null for a step that was not begun. `isGoalSo`: null where the host could not be looked at. */
export function runResult(
  results: readonly (StepResult | null)[],
  isGoalSo: boolean | null,
): 'done' | 'unverified' | 'stopped' {
  const isCut = results.some((each) => each === null || each === 'failed' || each === 'unknown');
  if (isCut || isGoalSo === false) return 'stopped';
  return isGoalSo && !results.includes('unverified') ? 'done' : 'unverified';
}

/** Why a step that its pool answered well is not verified by what the pool has; null when it is, or nobody looked. */
export function poolsDoubt(kind: StepKind, seen: ThinIdSeen | null): string | null {
  const wanted = WANTED[kind];
  if (wanted === undefined || seen === null || seen.presence === wanted) return null;
  if (seen.presence === 'unknown')
    return `Whether the pool has thin ID ${seen.thinId} could not be verified: ${seen.reason ?? 'it was not read'}.`;
  return `The pool ${seen.presence === 'there' ? 'still has' : 'does not have'} thin ID ${seen.thinId}.`;
}

const WANTED: Partial<Record<StepKind, ThinIdSeen['presence']>> = {
  'create-thin-snapshot': 'there',
  'delete-thin': 'absent',
};

/** It may have changed the host, and that is not verified. */
export function isDoubtful({ state }: Pick<StepRun, 'state'>): boolean {
  return state === 'unverified' || state === 'unknown' || state === 'cut-short';
}
