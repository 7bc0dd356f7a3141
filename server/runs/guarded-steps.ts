/**
 * A guard while a run has one: from before a device is suspended until it is seen to go on. No step in between begins once
 * the guard's time is nearly over, for then the device may go on while the step is still at work.
 */
import type { Understood } from '../../lib/dm/target-type.ts';
import type { StepGuard } from '../../lib/plan/plan.ts';
import type { RunEventBody } from '../../lib/run/run-event.ts';
import { markOf } from './process-mark.ts';
import type { StartedCommand } from './start-command.ts';
import type { Guard, StartGuard } from './start-guard.ts';

export type GuardSlot = { held: { readonly guard: Guard; readonly step: number } | null };

type Write = (event: RunEventBody) => Promise<string | null>;

/** Of the run that these steps are of. */
export type StartRunsGuard = (argv: readonly string[], guard: StepGuard) => ReturnType<StartGuard>;

type Context = {
  readonly at: number;
  readonly slot: GuardSlot;
  readonly parts: { readonly startGuard: StartRunsGuard; readonly write: Write };
};

/** A guard that is ready and written down, and what begins the guarded command; or why not. */
export async function beginGuarded(
  stepGuard: StepGuard,
  argv: readonly string[],
  { at, slot, parts }: Context,
): Promise<Understood<() => StartedCommand>> {
  const started = await parts.startGuard(argv, stepGuard);
  if (!started.ok) return started;
  const guard = started.value;
  const process = markOf(guard.pid);
  const unwritten = await parts.write({
    kind: 'guard-began',
    step: at,
    process,
    isApart: guard.isApart,
    ...stepGuard,
  });
  if (unwritten !== null) {
    await guard.dismiss();
    return { ok: false, reason: unwritten };
  }
  slot.held = { guard, step: at };
  return { ok: true, value: guard.begin };
}

/** Why a step that takes up to `forMs` must not be at work under the guard; null when it may. */
export function whyNotBegun({ held }: GuardSlot, forMs: number): string | null {
  return held ? held.guard.whyNotHolding(forMs) : 'Nothing watches over the suspended device.';
}

/** At the end of a run that could not resume the device itself: its guard will, or has. */
export async function leaveToGuard({ held }: GuardSlot, write: Write): Promise<void> {
  if (held) await write({ kind: 'guard-ended', step: held.step, ...(await held.guard.ended()) });
}

/** The device goes on. */
export async function releaseGuard(slot: GuardSlot, write: Write): Promise<void> {
  const { held } = slot;
  if (!held) return;
  slot.held = null;
  await write({ kind: 'guard-ended', step: held.step, ...(await held.guard.dismiss()) });
}
