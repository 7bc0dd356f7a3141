/** The driver's side of in-guest.ts. */
import { createInterface } from 'node:readline';
import { withDeadline } from '../deadline.ts';
import type { Guest } from '../guest.ts';
import type { Cleaned, PlanTold, Question, Told, Wish } from './in-guest.ts';

export type ServerInGuest = {
  readonly tell: (wishes: readonly Wish[]) => Promise<Told>;
  readonly plan: (wishes: readonly Wish[]) => Promise<Told>;
  readonly clean: (plan: PlanTold) => Promise<Cleaned>;
  readonly close: () => void;
};

const NODE = '/mnt/dmscope/node_modules/.bin/node --disable-warning=ExperimentalWarning';
/** Of one answer. A capture with a section that does not come takes its deadlines. */
const LIMIT_MS = 600_000;

/** `env` stands before the command, as in a shell. */
export async function startServerInGuest(guest: Guest, env = ''): Promise<ServerInGuest> {
  const script = '/mnt/dmscope/e2e/lab/users-zoo/in-guest.ts';
  const process = await guest.start(`${env} exec ${NODE} ${script}`, { isInteractive: true });
  const answers = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  let stderr = '';
  process.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const ask = async (question: Question) => {
    process.stdin.write(`${JSON.stringify(question)}\n`);
    const answer = await withDeadline(answers.next(), LIMIT_MS, `no answer to ${JSON.stringify(question)}`);
    if (answer.done) throw new Error(`the process in the guest has ended: ${stderr}`);
    return JSON.parse(answer.value);
  };
  return {
    tell: (wishes) => ask({ ask: 'tell', wishes }),
    plan: (wishes) => ask({ ask: 'plan', wishes }),
    clean: (plan) => ask({ ask: 'clean', plan }),
    close: () => process.abandon(),
  };
}
