import { findings } from '../../lib/findings/findings.ts';
import type { Intent } from '../../lib/plan/intent.ts';
import { planFor } from '../../lib/plan/plan-for.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { best, median, printFigure } from './figures.ts';
import { generateHost } from './generate-host.ts';
import { rowsOf, stackOf } from './model.ts';

const ROUNDS = 15;
const DEVICES = 10_000;
const LEAKS = 500;

type Round = {
  readonly toRows: number;
  readonly findings: number;
  readonly onePlan: number;
  readonly allPlans: number;
};

/** What is wrong with a large host that leaks, and what would mend it; beside reading that host, in the same round. */
export function benchFindings(): void {
  const bytes = generateHost(DEVICES, LEAKS);
  const earlier = stackOf(bytes);
  const previous = { ...earlier, host: { ...earlier.host, timeSeconds: earlier.host.timeSeconds - 10 } };
  round(bytes, previous);
  const rounds = Array.from({ length: ROUNDS }, () => round(bytes, { ...previous }));
  const of = (pick: (round: Round) => number) => rounds.map(pick);
  const both = of((each) => each.findings + each.onePlan);
  const name = (figure: string) => `findings_${DEVICES}_${figure}`;
  printFigure(name('leaks_found'), leaksIn(stackOf(bytes)).length, 'findings');
  printFigure(name('median'), median(of((each) => each.findings)), 'ms');
  printFigure(name('best'), best(of((each) => each.findings)), 'ms');
  printFigure(name('plan_of_one'), median(of((each) => each.onePlan)), 'ms');
  printFigure(name('plans_of_all'), median(of((each) => each.allPlans)), 'ms');
  printFigure(name('and_one_plan'), median(both), 'ms');
  printFigure(name('and_one_plan_best'), best(both), 'ms');
  printFigure(
    name('and_one_plan_against_capture_to_rows'),
    median(rounds.map((each) => (each.findings + each.onePlan) / each.toRows)),
    'ratio',
  );
}

/** Each on a stack that nobody has looked at before, with what a page has: the stack of a look before. */
function round(bytes: Uint8Array, previous: Stack): Round {
  const toRows = timed(() => rowsOf(bytes)).tookMs;
  const stack = stackOf(bytes);
  const found = timed(() => leaksIn(stack, previous));
  const [first, ...others] = found.value;
  if (!first || found.value.length < LEAKS)
    throw new Error(`of ${LEAKS} leaks only ${found.value.length} were found`);
  const one = timed(() => plan(first, stack));
  const rest = timed(() => others.map((intent) => plan(intent, stack)));
  return {
    toRows,
    findings: found.tookMs,
    onePlan: one.tookMs,
    allPlans: one.tookMs + rest.tookMs,
  };
}

/** What would free each snapshot that a guest's volume group keeps open. */
function leaksIn(stack: Stack, previous?: Stack): readonly Intent[] {
  return findings(stack, previous).flatMap(({ rule, intent }) =>
    rule === 'guest-group-on-snapshot' && intent ? [intent] : [],
  );
}

/** One that takes down the guest's two volumes, and would be run. */
function plan(intent: Intent, stack: Stack): void {
  const { steps, refusals } = planFor(intent, stack);
  if (steps.length !== 2 || refusals.length > 0)
    throw new Error(`the plan for ${intent.device.identity} is not the one that it should be`);
}

function timed<T>(act: () => T): { readonly value: T; readonly tookMs: number } {
  const began = performance.now();
  const value = act();
  return { value, tookMs: performance.now() - began };
}
