/**
 * In a guest: asks the server's own functions for runs, as the page's mutation does. Each line of standard input is a
 * question, each line of standard output its answer, both JSON; questions are answered one after the other.
 */
import { createInterface } from 'node:readline';
import type { Intent } from '../../../lib/plan/intent.ts';
import { planFor } from '../../../lib/plan/plan-for.ts';
import { findDevice } from '../../../lib/tree/find-device.ts';
import { lookAtThisHost } from '../../../server/runs/look.ts';
import { thisHostRuns } from '../../../server/runs/this-host-runs.ts';

export type Question =
  | {
      readonly ask: 'review';
      readonly kind: 'free' | 'remove';
      readonly device: string;
      readonly isDeferred?: true;
    }
  /** All at once. */
  | { readonly ask: 'start'; readonly reviewed: readonly Reviewed[] }
  | { readonly ask: 'finished'; readonly runId: string };

export type Reviewed = {
  readonly intent: Intent;
  readonly fingerprint: string;
  readonly refusals: readonly string[];
};

const runs = thisHostRuns();

for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line) as Question))}\n`);
process.exit(0);

async function answer(question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'review':
      return review(question);
    case 'start': {
      const who = { name: 'ada', via: 'page' } as const;
      return Promise.all(
        question.reviewed.map(({ intent, fingerprint }) => runs.start({ intent, fingerprint, who })),
      );
    }
    case 'finished': {
      await runs.finished(question.runId);
      const run = await runs.get(question.runId);
      return run && { ...run, before: null, after: null };
    }
    default:
      return question satisfies never;
  }
}

async function review({
  kind,
  device: word,
  isDeferred,
}: Extract<Question, { ask: 'review' }>): Promise<Reviewed> {
  const looked = await lookAtThisHost('users');
  if (!looked.ok) throw new Error(looked.reason);
  const found = findDevice(looked.value, word);
  if (found.kind !== 'found') throw new Error(`${word} is ${found.kind}`);
  const device = { identity: found.device.identity };
  const intent: Intent = isDeferred ? { kind, device, isDeferred } : { kind, device };
  const { fingerprint, refusals } = planFor(intent, looked.value);
  return { intent, fingerprint, refusals: refusals.map((each) => each.kind) };
}
