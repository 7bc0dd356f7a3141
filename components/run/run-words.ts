import type { Run, StepRun } from '../../lib/run/run.ts';
import { RUN_WORDS, STEP_WORDS } from '../../lib/run/words.ts';

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
