import { printableHostText } from '../text/host-text.ts';
import { shellCommand } from '../text/shell-quote.ts';
import { utcText } from '../text/time-text.ts';
import type { CommandRun, Run, RunSummary, StepRun } from './run.ts';
import { commandEnd, guardWords, RUN_WORDS, stepStateWords } from './words.ts';

/** What a journal tells of a run, as text for a terminal or a report. Times are UTC. */
export function renderRun(run: Run): string {
  const { plan, steps, who, host, beganAtMs, id } = run;
  const parts = [
    `${plan.title}.\nOn ${printableHostText(host)}, by ${printableHostText(who.name)} (${who.via}), ${utcText(beganAtMs)}. Run ${id}.`,
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
  return [`${RUN_WORDS[run.state]}.${reason}`, ...notDone(run), ...goal].join('\n');
}

function notDone({ state, steps }: Run): readonly string[] {
  if (state === 'done' || state === 'declined' || state === 'running') return [];
  const done = steps.filter(({ state: each }) => each === 'done' || each === 'already-so').length;
  const left = steps.filter(({ state: each }) => each === 'not-run').length;
  return [`Steps done: ${done} of ${steps.length}; not begun: ${left}. Nothing was undone.`];
}

function stepText(step: StepRun): string {
  const guard = guardWords(step);
  return [
    `   ${stepStateWords(step)}`,
    ...(step.command ? commandLines(step.command) : []),
    ...(guard === null ? [] : [`   ${guard}`]),
  ].join('\n');
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

function outputLines(text: string): readonly string[] {
  const trimmed = text.trimEnd();
  return trimmed === '' ? [] : trimmed.split('\n').map((line) => `       | ${printableHostText(line)}`);
}

/** One line for each run, newest first. */
export function renderRuns(runs: readonly RunSummary[]): string {
  if (runs.length === 0) return 'none\n';
  const rows = runs.map((run) => [
    run.id,
    utcText(run.beganAtMs),
    printableHostText(run.who.name),
    RUN_WORDS[run.state].toLowerCase(),
    `${run.doneCount}/${run.stepCount}`,
    run.title,
  ]);
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '));
  return `${lines.join('\n')}\n`;
}
