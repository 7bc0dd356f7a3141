/**
 * `dmscope clean`: shows the plan, asks, has it run, and tells what came of it. It goes through the same runs as the page:
 * the same lock, the same journal, the same look before and after every step.
 */

import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import type { Understood } from '../lib/dm/target-type.ts';
import { isTrueOf } from '../lib/plan/check.ts';
import { canBeDeferred, INTENT_KINDS, type Intent, intentFor, isIntentKind } from '../lib/plan/intent.ts';
import { isRunnable, type Plan } from '../lib/plan/plan.ts';
import { planFor } from '../lib/plan/plan-for.ts';
import { renderPlan } from '../lib/plan/render-text.ts';
import { renderEnd } from '../lib/run/render-text.ts';
import type { Run } from '../lib/run/run.ts';
import { stepStateWords } from '../lib/run/words.ts';
import { deviceOf, indexStack } from '../lib/stack/index-stack.ts';
import type { Stack } from '../lib/stack/stack.ts';
import { encodeHostText, printableHostText } from '../lib/text/host-text.ts';
import type { Runs } from '../server/runs/runs.ts';
import { askedWrongly, complain, ExitStatus } from './exit-status.ts';
import { findOneDevice } from './find-one-device.ts';
import { openStack } from './open-stack.ts';
import { writeOut } from './write-out.ts';

export type CleanCommand = {
  /** An intent's word, or the id of a finding. */
  readonly what: string;
  readonly devices: readonly string[];
  readonly yes?: true;
  readonly deferred?: true;
  /** For a script that removes a snapshot for good: what an operator would type. */
  readonly typed?: string;
};

const POLL_MS = 50;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Exit status 0: what was asked for is so, seen on the host; 1: it is not; 2: asked wrongly, or no host to look at. */
export async function runClean(command: CleanCommand): Promise<number> {
  const mistake = mistakeIn(command);
  if (mistake !== null) return askedWrongly(mistake);
  const { lookAtThisHost } = await import('../server/runs/look.ts');
  let looked = await lookAtThisHost('users');
  if (!looked.ok) return askedWrongly(`this host cannot be looked at: ${looked.reason}`);
  const intents = await intentsOf(command, looked.value);
  if (!intents.ok) return askedWrongly(intents.reason);
  const { thisHostRuns } = await import('../server/runs/this-host-runs.ts');
  for (const [at, intent] of intents.value.entries()) {
    if (at > 0) looked = await lookAtThisHost('users');
    if (!looked.ok) return askedWrongly(`this host cannot be looked at: ${looked.reason}`);
    if (at > 0 && hasGone(intent, looked.value)) {
      await say(`${printableHostText(command.devices[at] ?? '')} has gone with the others.\n`);
      continue;
    }
    const isDone = await clean(intent, command, { runs: thisHostRuns(), stack: looked.value });
    if (!isDone) return ExitStatus.failed;
  }
  return ExitStatus.done;
}

function hasGone({ kind, device }: Intent, stack: Stack): boolean {
  return kind === 'remove' && deviceOf(stack, device.identity) === null;
}

function mistakeIn({ what, devices, yes, deferred, typed }: CleanCommand): string | null {
  const isKind = isIntentKind(what);
  if (isKind && devices.length === 0) return `clean ${what} needs a DEVICE`;
  if (!isKind && devices.length > 0)
    return `clean FINDING, or clean ${INTENT_KINDS.join(' | ')} DEVICE…; ${printableHostText(what)} is none of these`;
  if (deferred && isKind && !canBeDeferred(what)) return '--deferred goes with free and remove';
  if (typed !== undefined && what !== 'free-and-lvremove') return '--typed goes with free-and-lvremove';
  if (!yes && !process.stdin.isTTY)
    return 'there is nobody to ask: standard input is no terminal; --yes runs it unasked';
  return null;
}

/** One for each device; or the one that a finding has. */
async function intentsOf(command: CleanCommand, stack: Stack): Promise<Understood<readonly Intent[]>> {
  const { what, devices, typed = '', deferred } = command;
  if (!isIntentKind(what)) return intentOfFinding(command);
  const intents: Intent[] = [];
  for (const word of devices) {
    const found = findOneDevice(stack, word);
    if (!found.ok) return found;
    const device = { identity: found.value.identity };
    intents.push(intentFor(what, device, { typed, isDeferred: deferred === true }));
  }
  return { ok: true, value: intents };
}

/** Some findings take what only a whole capture tells. */
async function intentOfFinding({ what, deferred }: CleanCommand): Promise<Understood<readonly Intent[]>> {
  const opened = await openStack({}, 'once');
  if (!opened.ok) return opened;
  const { findings } = await import('../lib/findings/findings.ts');
  const finding = findings(opened.value).find(({ id }) => id === what);
  const name = printableHostText(what);
  if (!finding) return { ok: false, reason: `this host has no finding ${name}; dmscope findings lists them` };
  if (!finding.intent) {
    return {
      ok: false,
      reason: `dmscope has no way to mend ${name}; dmscope findings says what a person can do`,
    };
  }
  const { kind, device } = finding.intent;
  const intent = intentFor(kind, { identity: device.identity }, { isDeferred: deferred === true });
  return { ok: true, value: [intent] };
}

type Place = { readonly runs: Runs; readonly stack: Stack };

/** Whether what was asked for is so. */
async function clean(asked: Intent, command: CleanCommand, { runs, stack }: Place): Promise<boolean> {
  let intent = asked;
  let plan = planFor(intent, stack);
  for (;;) {
    await say(renderPlan(plan));
    const isOnlyUntyped =
      plan.refusals.length > 0 && plan.refusals.every(({ kind }) => kind === 'not-confirmed');
    if (isOnlyUntyped && intent.kind === 'free-and-lvremove' && process.stdin.isTTY) {
      intent = { ...intent, typed: await ask(`${plan.refusals[0]?.wayOut ?? ''}\n> `) };
      plan = planFor(intent, stack);
    }
    if (!isRunnable(plan)) return failedTo('It is refused: nothing was run.');
    if (isSoAlready(plan, stack)) {
      await say('Nothing to do: it is so already.\n');
      return true;
    }
    if (!command.yes && !(await isAgreed(plan))) return failedTo('Nothing was run.');
    const started = await runs.start({ intent, fingerprint: plan.fingerprint, who: whoAsks() });
    switch (started.kind) {
      case 'started':
        return follow(runs, started.runId);
      case 'changed':
        complain('the stack has changed since: nothing was run');
        if (command.yes) return failedTo('With --yes nobody looks at the new plan; ask again.');
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
async function follow(runs: Runs, runId: string): Promise<boolean> {
  const stop = () => {
    complain('stopping after this step');
    runs.stop(runId, whoAsks().name);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  let told = 0;
  let run: Run | null = null;
  do {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    run = await runs.get(runId);
    for (const step of run?.steps.slice(told) ?? []) {
      if (step.endedAtMs === null) break;
      told += 1;
      await say(`${told}. ${run?.plan.steps[told - 1]?.sentence ?? ''} ${stepStateWords(step)}\n`);
    }
  } while (run?.state === 'running');
  // Its lock is free as well then, for the next of several.
  await runs.finished(runId);
  for (const signal of STOP_SIGNALS) process.off(signal, stop);
  if (run) await say(`\n${renderEnd(run)}\nIn the journal: dmscope runs ${runId}\n`);
  return run?.state === 'done';
}

function whoAsks() {
  return { name: process.env.SUDO_USER || userInfo().username, via: 'command line' as const };
}

async function say(text: string): Promise<void> {
  await writeOut([encodeHostText(text)]);
}

function failedTo(reason: string): false {
  complain(reason);
  return false;
}
