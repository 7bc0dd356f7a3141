import { printableHostText } from '../text/host-text.ts';
import { shellCommand } from '../text/shell-quote.ts';
import type { CommandRun, Run, RunState, RunSummary, StepRun } from './run.ts';

/** What a journal tells of a run, as text for a terminal or a report. Times are UTC. */
export function renderRun(run: Run): string {
  const { plan, steps, who, host, beganAtMs, id } = run;
  const parts = [
    `${plan.title}.\nOn ${printableHostText(host)}, by ${printableHostText(who.name)} (${who.via}), ${utc(beganAtMs)}. Run ${id}.`,
    ...plan.steps.map((step, at) => {
      const made = steps[at];
      return `${at + 1}. ${step.sentence}\n${made ? stepText(made) : ''}`.trimEnd();
    }),
    renderEnd(run),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** How a run ended: what is so now, and what was not done. */
export function renderEnd(run: Run): string {
  const reason = run.reason === null ? '' : ` ${printableHostText(run.reason)}`;
  const goal = (run.goal ?? []).map(({ words, isTrue }) => `- ${isTrue ? 'So' : 'Not so'}: ${words}.`);
  return [`${STATES[run.state]}.${reason}`, ...notDone(run), ...goal].join('\n');
}

const STATES: Readonly<Record<RunState, string>> = {
  running: 'Under way',
  done: 'Done',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
  declined: 'Not begun',
};

function notDone({ state, steps }: Run): readonly string[] {
  if (state === 'done' || state === 'declined' || state === 'running') return [];
  const done = steps.filter(({ state: each }) => each === 'done' || each === 'already-so').length;
  const left = steps.filter(({ state: each }) => each === 'not-run').length;
  return [`Steps done: ${done} of ${steps.length}; not begun: ${left}. Nothing was undone.`];
}

const STEP_STATES: Readonly<Record<StepRun['state'], string>> = {
  waiting: 'waits',
  checking: 'looking whether it can be done',
  running: 'running',
  verifying: 'looking whether it is done',
  done: 'done',
  'already-so': 'was so already: nothing was run',
  failed: 'FAILED',
  'cut-short': 'dmscope ended here: what came of it is not known',
  'not-run': 'not begun',
};

/** A step's state in words, as it stands behind its sentence. */
export function stepStateWords({ state, reason }: StepRun): string {
  return reason === null ? STEP_STATES[state] : `${STEP_STATES[state]}: ${printableHostText(reason)}`;
}

function stepText(step: StepRun): string {
  return [`   ${stepStateWords(step)}`, ...(step.command ? commandLines(step.command) : [])].join('\n');
}

function commandLines(command: CommandRun): readonly string[] {
  const { argv, stdout, stderr } = command;
  return [
    `       ${shellCommand(argv)}`,
    `       ${commandEnd(command)}`,
    ...outputLines(stdout),
    ...outputLines(stderr),
  ];
}

/** How a command ended, in words: `status 0 after 12 ms`. */
export function commandEnd({ durationMs, exitStatus, signal, isLate }: CommandRun): string {
  if (durationMs === null)
    return isLate ? 'did not end within its deadline, and was left alone' : 'not ended';
  const how =
    signal !== null ? `ended by ${signal}` : exitStatus === null ? 'not started' : `status ${exitStatus}`;
  return `${how} after ${durationMs} ms`;
}

function outputLines(text: string): readonly string[] {
  const trimmed = text.trimEnd();
  return trimmed === '' ? [] : trimmed.split('\n').map((line) => `       | ${printableHostText(line)}`);
}

/** One line for each run, newest first. */
export function renderRuns(runs: readonly RunSummary[]): string {
  if (runs.length === 0) return 'none\n';
  const rows = runs.map((run) => [
    run.id,
    utc(run.beganAtMs),
    printableHostText(run.who.name),
    STATES[run.state].toLowerCase(),
    `${run.doneCount}/${run.stepCount}`,
    run.title,
  ]);
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '));
  return `${lines.join('\n')}\n`;
}

/** `2026-11-21 14:30:02Z`. */
function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}
