import type { Run } from '../../lib/run/run.ts';

/** The last step has a command that is late. */
export function underWay(run: Run): Run {
  const steps = run.steps.map((step, at): Run['steps'][number] =>
    at < run.steps.length - 1 || step.command === null
      ? step
      : {
          ...step,
          state: 'running',
          endedAtMs: null,
          beganAtMs: Date.now() - 14_000,
          command: { ...step.command, isLate: true, durationMs: null, exitStatus: null },
        },
  );
  return { ...run, state: 'running', endedAtMs: null, after: null, goal: null, steps };
}

/** Its dmscope ended in the middle of it. */
export function interrupted(run: Run): Run {
  const cut = underWay(run);
  const steps = cut.steps.map((step): Run['steps'][number] =>
    step.state === 'running' ? { ...step, state: 'cut-short' } : step,
  );
  return { ...cut, state: 'interrupted', reason: 'dmscope ended in the middle of it.', steps };
}
