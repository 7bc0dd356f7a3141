/**
 * An intent of the command line from its plan to its end: shown, agreed to, run, told. It goes through the same runs as the
 * page: the same lock, the same journal, the same look before and after every step.
 */
import { createInterface } from 'node:readline/promises';
import { isTrueOf } from '../lib/plan/check.ts';
import type { Intent } from '../lib/plan/intent.ts';
import { isRunnable, type Plan } from '../lib/plan/plan.ts';
import { planFor } from '../lib/plan/plan-for.ts';
import { renderPlan } from '../lib/plan/render-text.ts';
import { renderEnd } from '../lib/run/render-text.ts';
import type { Run } from '../lib/run/run.ts';
import { isDoubtful } from '../lib/run/step-outcome.ts';
import { stepStateWords } from '../lib/run/words.ts';
import { indexStack } from '../lib/stack/index-stack.ts';
import type { Stack } from '../lib/stack/stack.ts';
import { encodeHostText } from '../lib/text/host-text.ts';
import type { Runs } from '../server/runs/runs.ts';
import { ExitStatus, printError } from './exit-status.ts';
import { whoAsks } from './who-asks.ts';
import { writeOut } from './write-out.ts';

const POLL_MS = 50;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type Consent = { readonly yes?: true };

/** Why nobody could agree to a plan; null when somebody can, or need not. */
export function whyNobodyToAsk({ yes }: Consent): string | null {
  if (yes || process.stdin.isTTY) return null;
  return 'cannot ask for confirmation: standard input is not a terminal; --yes does not ask';
}

export type Place = { readonly runs: Runs; readonly stack: Stack };

/** Shows the plan, asks, has it run, and tells what came of it. The exit status: see `ExitStatus`. */
export async function reviewAndRun(asked: Intent, how: Consent, { runs, stack }: Place): Promise<number> {
  let intent = asked;
  let plan = planFor(intent, stack);
  for (;;) {
    await say(renderPlan(plan));
    const isOnlyUntyped =
      plan.refusals.length > 0 && plan.refusals.every(({ kind }) => kind === 'not-confirmed');
    if (isOnlyUntyped && 'typed' in intent && process.stdin.isTTY) {
      intent = { ...intent, typed: await ask(`${plan.refusals[0]?.wayOut ?? ''}\n> `) };
      plan = planFor(intent, stack);
    }
    if (!isRunnable(plan)) return failedTo('It is refused: nothing was run.');
    if (isSoAlready(plan, stack)) {
      await say('Nothing to do: it is so already.\n');
      return ExitStatus.done;
    }
    if (!how.yes && !(await isAgreed(plan))) return failedTo('Nothing was run.');
    const started = await runs.start({
      intent,
      fingerprint: plan.fingerprint,
      who: { name: whoAsks(), via: 'command line' },
    });
    switch (started.kind) {
      case 'started':
        return follow(runs, started.runId);
      case 'changed':
        printError('the stack has changed since: nothing was run');
        if (how.yes) return failedTo('With --yes the new plan is not reviewed; run the command again.');
        plan = started.plan;
        break;
      case 'refused':
        await say(renderPlan(started.plan));
        return failedTo('It is refused: nothing was run.');
      case 'busy':
      case 'cannot':
        return failedTo(started.reason);
      default:
        return started satisfies never;
    }
  }
}

/** Such a plan changes nothing, and needs neither a run nor the journal. */
function isSoAlready(plan: Plan, stack: Stack): boolean {
  const index = indexStack(stack);
  return plan.steps.length === 0 && plan.goal.every((check) => isTrueOf(index, check));
}

async function isAgreed(plan: Plan): Promise<boolean> {
  const count = plan.steps.length;
  const steps = count === 1 ? 'this step' : `these ${count} steps`;
  return /^y(es)?$/i.test((await ask(`Run ${steps}? [y/N] `)).trim());
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } catch {
    return '';
  } finally {
    terminal.close();
  }
}

/** Each step as it ends, then how the run did. Ctrl-C, or a terminal that goes, has it stop after the step under way. */
async function follow(runs: Runs, runId: string): Promise<number> {
  const stop = () => {
    printError('stopping after this step');
    runs.stop(runId, whoAsks());
  };
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  let told = 0;
  let run: Run | null = null;
  do {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    run = await runs.get(runId);
    for (const step of run?.steps.slice(told) ?? []) {
      // A step that is always run comes behind some that were not.
      if (step.endedAtMs === null && run?.state === 'running') break;
      told += 1;
      if (step.endedAtMs === null) continue;
      await say(`${told}. ${run?.plan.steps[told - 1]?.sentence ?? ''} ${stepStateWords(step)}\n`);
    }
  } while (run?.state === 'running');
  // Its lock is free as well then, for the next of several.
  await runs.finished(runId);
  for (const signal of STOP_SIGNALS) process.off(signal, stop);
  if (run) await say(`\n${renderEnd(run)}\nIn the journal: dmscope runs ${runId}\n`);
  return statusOf(run);
}

function statusOf(run: Run | null): number {
  if (run?.state === 'done') return ExitStatus.done;
  return run?.state === 'unverified' || run?.steps.some(isDoubtful)
    ? ExitStatus.unverified
    : ExitStatus.failed;
}

export async function say(text: string): Promise<void> {
  await writeOut([encodeHostText(text)]);
}

function failedTo(reason: string): number {
  printError(reason);
  return ExitStatus.failed;
}
