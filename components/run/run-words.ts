import type { Run, RunState, RunSummary, StepRun } from '../../lib/run/run.ts';
import type { Actor } from '../../lib/run/run-event.ts';

export const RUN_WORDS: Readonly<Record<RunState, string>> = {
  running: 'Under way',
  done: 'Done',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
  declined: 'Not begun',
};

export const STEP_WORDS: Readonly<Record<StepRun['state'], string>> = {
  waiting: 'waiting',
  checking: 'looking at the host first',
  running: 'under way',
  verifying: 'looking at the host for what came of it',
  done: 'done',
  'already-so': 'was already so',
  failed: 'failed',
  'cut-short': 'cut short: nothing tells what came of it',
  'not-run': 'not run',
};

/** `2 of 2 steps`. */
export function stepsWords({ doneCount, stepCount }: Pick<RunSummary, 'doneCount' | 'stepCount'>): string {
  return `${doneCount} of ${stepCount} ${stepCount === 1 ? 'step' : 'steps'}`;
}

export function whoWords({ name, via }: Actor): string {
  return via === 'page' ? `by ${name}` : `by ${name}, on the command line`;
}

/** What somebody who does not see the page is told when it changes. */
export function spokenState(run: Run): string {
  const at = run.steps.findIndex(({ state }) => isUnderWay(state));
  const step = run.plan.steps[at];
  const state = run.steps[at]?.state;
  if (run.state !== 'running') return `${RUN_WORDS[run.state]}. ${run.reason ?? ''}`;
  if (!step || !state) return 'Under way.';
  return `Step ${at + 1} of ${run.steps.length}, ${STEP_WORDS[state]}: ${step.sentence}`;
}

export function isUnderWay(state: StepRun['state']): boolean {
  return state === 'checking' || state === 'running' || state === 'verifying';
}
