/**
 * In a guest: the server's own functions, asked as the page and the command line ask them, in one process for many devices. Each line
 * of standard input is a question, each line of standard output its answer, both JSON; one after the other.
 */
import { createInterface } from 'node:readline';
import { openStack } from '../../../bin/open-stack.ts';
import type { Finding } from '../../../lib/findings/finding.ts';
import { findings } from '../../../lib/findings/findings.ts';
import { type DeviceIntent, intentFor } from '../../../lib/plan/intent.ts';
import { isRunnable, type Plan } from '../../../lib/plan/plan.ts';
import { planFor } from '../../../lib/plan/plan-for.ts';
import type { RunStart } from '../../../lib/run/run.ts';
import type { Stack } from '../../../lib/stack/stack.ts';
import { findDevice } from '../../../lib/tree/find-device.ts';
import { lookAtThisHost } from '../../../server/runs/look.ts';
import { thisHostRuns } from '../../../server/runs/this-host-runs.ts';

export type Wish = { readonly kind: 'free' | 'remove'; readonly path: string };

export type Question =
  /** Findings as `dmscope findings` has them, and plans as `dmscope plan` has them. */
  | { readonly ask: 'tell'; readonly wishes: readonly Wish[] }
  /** Plans as a run makes them before it begins. */
  | { readonly ask: 'plan'; readonly wishes: readonly Wish[] }
  /** Has a plan run that was told, as `dmscope clean --yes` does; also one that was told as refused. */
  | { readonly ask: 'clean'; readonly plan: PlanTold };

/** What a plan says, in the order of the wishes. */
export type PlanTold = {
  readonly wish: Wish;
  readonly identity: string;
  readonly isRunnable: boolean;
  readonly title: string;
  readonly steps: readonly { readonly sentence: string; readonly argv: readonly string[] }[];
  readonly refusals: readonly { readonly kind: string; readonly cause: string; readonly wayOut: string }[];
  readonly warnings: readonly string[];
  readonly fingerprint: string;
};

export type Told =
  | { readonly ok: true; readonly findings: readonly Finding[]; readonly plans: readonly PlanTold[] }
  | { readonly ok: false; readonly reason: string };

export type Cleaned = {
  readonly started: RunStart['kind'];
  /** Why nothing was run, or how the run ended. */
  readonly reason: string | null;
  readonly state: string | null;
  readonly commands: readonly (readonly string[])[];
  readonly plan: PlanTold | null;
};

/** What changed since the plan was made is planned for anew: a count of opens is enough to change one. */
const TRIES = 3;

const runs = thisHostRuns();

for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line) as Question))}\n`);
process.exit(0);

async function answer(question: Question): Promise<Told | Cleaned> {
  switch (question.ask) {
    case 'tell': {
      const opened = await openStack({}, 'inside');
      if (!opened.ok) return opened;
      return { ok: true, findings: findings(opened.value), plans: plansOf(opened.value, question.wishes) };
    }
    case 'plan': {
      const looked = await lookAtThisHost('users');
      return looked.ok ? { ok: true, findings: [], plans: plansOf(looked.value, question.wishes) } : looked;
    }
    case 'clean':
      return clean(question.plan);
    default:
      return question satisfies never;
  }
}

function plansOf(stack: Stack, wishes: readonly Wish[]): readonly PlanTold[] {
  return wishes.map((wish) => {
    const { kind, path } = wish;
    const found = findDevice(stack, path);
    const identity = found.kind === 'found' ? found.device.identity : `not found: ${path}`;
    return told(wish, planFor(intentFor(kind, { identity }), stack));
  });
}

function told(wish: Wish, plan: Plan): PlanTold {
  const { title, fingerprint } = plan;
  return {
    wish,
    identity: plan.intent.device.identity,
    title,
    fingerprint,
    isRunnable: isRunnable(plan),
    steps: plan.steps.map(({ sentence, argv }) => ({ sentence, argv })),
    refusals: plan.refusals.map(({ kind, cause, wayOut }) => ({ kind, cause, wayOut })),
    warnings: plan.warnings.map(({ sentence }) => sentence),
  };
}

async function clean({ wish, identity, fingerprint }: PlanTold): Promise<Cleaned> {
  const intent: DeviceIntent = intentFor(wish.kind, { identity });
  const who = { name: 'ada', via: 'command line' } as const;
  let start = await runs.start({ intent, fingerprint, who });
  for (let tries = TRIES - 1; start.kind === 'changed' && tries > 0; tries--)
    start = await runs.start({ intent, fingerprint: start.plan.fingerprint, who });
  if (start.kind !== 'started') {
    const plan = 'plan' in start ? told(wish, start.plan) : null;
    const reason = 'reason' in start ? start.reason : start.plan.refusals.map(({ cause }) => cause).join(' ');
    return { started: start.kind, reason, state: null, commands: [], plan };
  }
  await runs.finished(start.runId);
  const run = await runs.get(start.runId);
  const commands = (run?.steps ?? []).flatMap(({ command }) => (command ? [command.argv] : []));
  const plan = run ? told(wish, run.plan) : null;
  return { started: 'started', reason: run?.reason ?? null, state: run?.state ?? null, commands, plan };
}
