import { printableHostText } from '../text/host-text.ts';
import { shellCommand } from '../text/shell-quote.ts';
import { utcText } from '../text/time-text.ts';
import { aftermath, type NextStep } from './aftermath.ts';
import type { CommandRun, Run, RunSummary, StepRun } from './run.ts';
import { isDoubtful } from './step-outcome.ts';
import { commandEnd, guardWords, NOT_APART, RUN_WORDS, stepStateWords } from './words.ts';

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

/** How a run ended: what is verified, what was not done, and what it left. */
export function renderEnd(run: Run): string {
  const reason = run.reason === null ? '' : ` ${printableHostText(run.reason)}`;
  const goal = (run.goal ?? []).map(
    ({ words, isTrue }) => `- ${isTrue ? 'Verified' : 'Not true'}: ${words}.`,
  );
  const exists = aftermath(run).exists.map((each) => `- ${existsText(each)}`);
  return [`${RUN_WORDS[run.state]}.${reason}`, ...notDone(run), ...goal, ...exists, ...notApart(run)].join(
    '\n',
  );
}

function notDone({ state, steps }: Run): readonly string[] {
  if (state === 'done' || state === 'declined' || state === 'running') return [];
  const count = (...states: readonly StepRun['state'][]) =>
    steps.filter(({ state: each }) => states.includes(each)).length;
  const others = [
    ['done but not verified', count('unverified')],
    ['begun, outcome unknown', count('unknown', 'cut-short')],
    ['failed', count('failed')],
  ] as const;
  const more = others.map(([words, number]) => (number === 0 ? '' : `; ${words}: ${number}`)).join('');
  const undone = steps.some(isDoubtful) ? 'dmscope undoes nothing.' : 'Nothing was undone.';
  return [
    `Steps done: ${count('done', 'already-so')} of ${steps.length}${more}; not begun: ${count('not-run')}. ${undone}`,
  ];
}

function existsText(each: NextStep): string {
  return each.kind === 'command' ? `${each.sentence} ${shellCommand(each.argv)}` : each.sentence;
}

/** While there is something to be done about it. */
function notApart({ steps }: Run): readonly string[] {
  return steps.some(({ guard }) => guard?.isApart === false) ? [`Its guard: ${NOT_APART}`] : [];
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
    `${run.doneCount}/${run.stepCount}${run.doubtfulCount === 0 ? '' : ` (${run.doubtfulCount} not verified)`}`,
    run.title,
  ]);
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '));
  return `${lines.join('\n')}\n`;
}
