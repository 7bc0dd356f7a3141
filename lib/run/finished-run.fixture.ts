import type { Intent } from '../plan/intent.ts';
import { planFor } from '../plan/plan-for.ts';
import { stackAfter } from '../plan/stack-after.ts';
import type { Stack } from '../stack/stack.ts';
import type { Run } from './run.ts';
import type { RunEvent, RunEventBody } from './run-event.ts';
import { runOfEvents } from './run-of-events.ts';
import { stackAround } from './stack-around.ts';

type How = {
  /** Steps that were gone through; without it all of them, and the run is done. */
  readonly stoppedAfter?: number;
  readonly after?: Stack;
};

/** A run as its journal would tell it, had it gone so. */
export function runFixture(intent: Intent, stack: Stack, how: How = {}): Run {
  const plan = planFor(intent, stack);
  const { stoppedAfter = plan.steps.length, after = stackAfter(plan, stack) } = how;
  const before = stackAround(plan, stack);
  const isDone = stoppedAfter === plan.steps.length;
  const bodies: readonly RunEventBody[] = [
    { kind: 'begun', who: { name: 'ada', via: 'page' }, host: plan.host, intent, plan },
    { kind: 'state', when: 'before', stack: before },
    ...plan.steps.slice(0, stoppedAfter).flatMap(({ argv }, step): readonly RunEventBody[] => [
      { kind: 'step-began', step },
      { kind: 'command-began', step, argv },
      { kind: 'command-ended', step, exitStatus: 0, signal: null, stdout: '', stderr: '', durationMs: 12 },
      { kind: 'step-ended', step, result: 'done', reason: null },
    ]),
    { kind: 'state', when: 'after', stack: stackAround(plan, after, before) },
    {
      kind: 'ended',
      result: isDone ? 'done' : 'stopped',
      reason: isDone ? null : 'ada asked for it.',
      goal: [],
    },
  ];
  const events = bodies.map(
    (body, at): RunEvent => ({ ...body, runId: '20261121-143002-3f9a', atMs: 1_795_271_402_000 + at * 100 }),
  );
  const run = runOfEvents(events);
  if (run === null) throw new Error('these events make no run');
  return run;
}
