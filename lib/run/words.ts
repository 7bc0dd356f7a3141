/** What a run, a step and a command are said to be, alike on the page, on a terminal and in a report. */
import { printableHostText } from '../text/host-text.ts';
import { durationText } from '../text/time-text.ts';
import type { CommandRun, RunState, RunSummary, StepRun } from './run.ts';
import type { Actor } from './run-event.ts';

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
  'already-so': 'was so already: nothing was run',
  failed: 'failed',
  'cut-short': 'dmscope ended here: what came of it is not known',
  'not-run': 'not begun',
};

/** A step's state with its reason, as it stands behind its sentence. */
export function stepStateWords({ state, reason }: StepRun): string {
  return reason === null ? STEP_WORDS[state] : `${STEP_WORDS[state]}: ${printableHostText(reason)}`;
}

/** `Its guard, process 914, was told that all is well.` Null for a step without one. */
export function guardWords({ guard }: StepRun): string | null {
  return guard ? `Its guard, process ${guard.pid}, ${GUARD_WORDS[guard.end ?? 'not-seen']}.` : null;
}

const GUARD_WORDS = {
  idle: 'had nothing to do: nothing was suspended',
  dismissed: 'was told that all is well',
  late: 'had to resume the device: the time was over',
  gone: 'had to resume the device: dmscope was gone',
  'at-work': 'had not ended when this did',
  'not-seen': 'was not seen to end: it resumes the device when dmscope ends, or its time is over',
} as const;

/** How a command ended: `exit status 0 after 12 ms`. */
export function commandEnd({ durationMs, exitStatus, signal, isLate }: CommandRun): string {
  if (durationMs === null)
    return isLate ? 'did not end within its deadline, and was left alone' : 'not ended';
  const took = `after ${durationText(durationMs)}`;
  if (signal !== null) return `ended by ${signal} ${took}`;
  return exitStatus === null ? 'could not be started' : `exit status ${exitStatus} ${took}`;
}

/** `2 of 2 steps`. */
export function stepsWords({ doneCount, stepCount }: Pick<RunSummary, 'doneCount' | 'stepCount'>): string {
  return `${doneCount} of ${stepCount} ${stepCount === 1 ? 'step' : 'steps'}`;
}

/** `by ada`, `by root, on the command line`. */
export function whoWords({ name, via }: Actor): string {
  return via === 'page' ? `by ${name}` : `by ${name}, on the command line`;
}
