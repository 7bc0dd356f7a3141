import type { Device } from '../../stack/stack.ts';
import type { Step } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import { dmsetupOn } from '../step-kind.ts';

/** An origin is never suspended for longer. */
export const SUSPENDED_AT_MOST_MS = 3000;
/** The guard resumes it then, with a snapshot or without: a resume takes a moment, too. */
const GUARD_MS = 2500;

/** Writes that are under way end, a file system that is mounted from it is frozen, and new I/O waits. */
export function suspendOriginStep(origin: Device): Step {
  const device = planDevice(origin);
  return {
    kind: 'suspend-origin',
    sentence: `Suspend ${called(device)}.`,
    argv: dmsetupOn(['suspend'], origin),
    device,
    before: [
      { claim: 'is-the-same', device },
      { claim: 'is-active', device },
      { claim: 'has-no-inactive-table', device },
    ],
    after: [],
    requires: 'dmsetup',
    // Later than the guard, whose answer it waits for.
    timeoutMs: GUARD_MS + 2000,
    guard: { argv: dmsetupOn(['resume'], origin), withinMs: GUARD_MS, device },
  };
}

export function resumeOriginStep(origin: Device): Step {
  const device = planDevice(origin);
  return {
    kind: 'resume-origin',
    sentence: `Resume ${called(device)}.`,
    argv: dmsetupOn(['resume'], origin),
    device,
    before: [],
    after: [
      { claim: 'is-active', device },
      { claim: 'has-its-table', device },
    ],
    requires: 'dmsetup',
    timeoutMs: 10_000,
    isAtOnce: true,
    isAlways: true,
  };
}
