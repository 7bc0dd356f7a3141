/** What a run, a step and a command are said to be, alike on the page, on a terminal and in a report. */
import { printableHostText } from '../text/host-text.ts';
import { durationText } from '../text/time-text.ts';
import type { CommandRun, RunState, RunSummary, StepRun } from './run.ts';
import type { Actor } from './run-event.ts';

export const RUN_WORDS: Readonly<Record<RunState, string>> = {
  running: 'Under way',
  done: 'Done',
  unverified: 'Done, but not verified',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
  declined: 'Not begun',
};

export const STEP_WORDS: Readonly<Record<StepRun['state'], string>> = {
  waiting: 'waiting',
  checking: 'checking the host first',
  running: 'under way',
  verifying: 'verifying the result on the host',
  done: 'done',
  'already-so': 'already the case: nothing was run',
  failed: 'failed',
  unverified: 'done, but not verified',
  unknown: 'begun; the result is not known',
  'cut-short': 'dmscope ended here: the result is not known',
  'not-run': 'not begun',
};

/** A step's state with its reason, and what a later start found, as it stands behind its sentence. */
export function stepStateWords({ state, reason, found }: StepRun): string {
  const words = reason === null ? STEP_WORDS[state] : `${STEP_WORDS[state]}: ${printableHostText(reason)}`;
  const later = foundWords(found);
  return later === null ? words : `${words}. ${later}`;
}

/** `Found at the next start: top (254:2) is removed.` Null for nothing. */
export function foundWords(found: StepRun['found']): string | null {
  if (found === undefined || found.length === 0) return null;
  const facts = found.map(({ words, isTrue }) => (isTrue ? words : `not true: ${words}`));
  return `Found at the next start: ${printableHostText(facts.join('; '))}.`;
}

/** `Its guard, process 914, was dismissed: all is well.` Null for a step without one. */
export function guardWords({ guard }: StepRun): string | null {
  if (!guard) return null;
  const end = guard.left ? LEFT_WORDS[guard.left] : GUARD_WORDS[guard.end ?? 'not-seen'];
  return [`Its guard, process ${guard.pid}, ${end}.`, ...(guard.isApart === false ? [NOT_APART] : [])].join(
    ' ',
  );
}

/** Said where nothing could be done about it. */
export const NOT_APART =
  "It could not leave dmscope's control group: what kills that as a whole ends the guard as well, and the device stays suspended until dmscope starts again.";

const LEFT_WORDS = {
  resumed: 'was killed before it could resume the device; the next start of dmscope did',
  active: 'was killed; the next start of dmscope found the device resumed',
  gone: 'was killed; the next start of dmscope found no such device',
} as const;

const GUARD_WORDS = {
  idle: 'had nothing to do: nothing was suspended',
  dismissed: 'was dismissed: all is well',
  late: 'had to resume the device: the time was over',
  gone: 'had to resume the device: dmscope had ended',
  'at-work': 'had not ended when this did',
  'not-seen': 'may not have ended: it resumes the device when dmscope ends, or its time is over',
} as const;

/** How a command ended: `exit status 0 after 12 ms`. */
export function commandEnd({ durationMs, exitStatus, signal, isLate }: CommandRun): string {
  if (durationMs === null)
    return isLate ? 'did not end within its deadline, and was left alone' : 'not ended';
  const took = `after ${durationText(durationMs)}`;
  if (signal !== null) return `ended by ${signal} ${took}`;
  return exitStatus === null ? 'could not be started' : `exit status ${exitStatus} ${took}`;
}

type Counts = Pick<RunSummary, 'doneCount' | 'stepCount' | 'doubtfulCount'>;

/** `2 of 2 steps`; `0 of 1 step, 1 not verified`. */
export function stepsWords({ doneCount, stepCount, doubtfulCount }: Counts): string {
  const words = `${doneCount} of ${stepCount} ${stepCount === 1 ? 'step' : 'steps'}`;
  return doubtfulCount === 0 ? words : `${words}, ${doubtfulCount} not verified`;
}

/** `by ada`, `by root, on the command line`. */
export function whoWords({ name, via }: Actor): string {
  return via === 'page' ? `by ${name}` : `by ${name}, on the command line`;
}
