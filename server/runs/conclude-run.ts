/**
 * The end of a run: what was asked for is looked for on the host once more, and in the pool that the run changed, and what is there
 * decides what is told.
 */
import { checkWords, isTrueOf } from '../../lib/plan/check.ts';
import type { Plan } from '../../lib/plan/plan.ts';
import { holds, whatIsNotSo } from '../../lib/run/in-the-way.ts';
import type { StepResult, ThinIdSeen } from '../../lib/run/run-event.ts';
import { stackAround } from '../../lib/run/stack-around.ts';
import { poolsDoubt, runResult } from '../../lib/run/step-outcome.ts';
import type { StackIndex } from '../../lib/stack/index-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import type { RunParts } from './run-plan.ts';
import { waitFor } from './wait-for.ts';

/** Null when it went as planned; otherwise in sentences why it did not go on. */
export type Surprise = string | null;

type Ending = {
  readonly before: Stack;
  /** One for each step; null for one that was not begun. */
  readonly results: readonly (StepResult | null)[];
  readonly parts: RunParts;
};

export async function concludeRun(
  plan: Plan,
  surprise: Surprise,
  { before, results, parts }: Ending,
): Promise<void> {
  const isSo = (index: StackIndex) => holds(index, plan.goal);
  const forMs = surprise === null ? parts.patience.beforeMs : 0;
  const last = await waitFor(isSo, { extent: 'users', forMs, seen: null, parts });
  if (!last.ok) {
    const reason = joined(surprise, `The result could not be verified: ${last.reason}`);
    const result = runResult(results, null);
    await parts.write({ kind: 'ended', result, reason, goal: null });
    return;
  }
  const { index } = last.value;
  const seen = await recordThinId(plan, index.stack, { when: 'after', parts });
  const around = stackAround(plan, index.stack, stackAround(plan, before));
  await parts.write({ kind: 'state', when: 'after', stack: around });
  const doubts = plan.steps.map(({ kind }, at) => (results[at] === 'done' ? poolsDoubt(kind, seen) : null));
  const told = results.map((result, at) => (doubts[at] === null ? result : 'unverified'));
  const notSo = isSo(index) ? null : whatIsNotSo(index, plan.goal, 'at the end');
  await parts.write({
    kind: 'ended',
    result: runResult(told, notSo === null),
    reason: joined(surprise ?? notSo, ...doubts),
    goal: plan.goal.map((check) => ({ words: checkWords(check), isTrue: isTrueOf(index, check) })),
  });
}

/** It takes a moment: never while a device is suspended. */
export async function recordThinId(
  plan: Plan,
  stack: Stack,
  { when, parts }: { readonly when: 'before' | 'after'; readonly parts: RunParts },
): Promise<ThinIdSeen | null> {
  const seen = await parts.seeThinId(plan, stack);
  if (seen) await parts.write({ kind: 'thin-id', when, ...seen });
  return seen;
}

export function joined(...surprises: readonly Surprise[]): Surprise {
  const told = surprises.filter((each) => each !== null);
  return told.length > 0 ? told.join(' ') : null;
}
