/**
 * Carries a plan out on the host: the only place of dmscope that changes one. Each step goes the same way. Look at the
 * host; see that what must be true before the step is true; write down what will be run; run it; look again until what
 * must be true after it is true. What a command says of itself, and its exit status, decide nothing. At the first surprise it
 * stops, undoes nothing, and says what was done and what was not.
 */
import type { Understood } from '../../lib/dm/target-type.ts';
import { checkWords, isTrueOf } from '../../lib/plan/check.ts';
import type { Check, Plan, Step } from '../../lib/plan/plan.ts';
import { whatIsNotSo } from '../../lib/run/in-the-way.ts';
import type { CommandEnd, GoalCheck, RunEventBody } from '../../lib/run/run-event.ts';
import { stackAround } from '../../lib/run/stack-around.ts';
import { indexStack, type StackIndex } from '../../lib/stack/index-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import type { Look, LookExtent } from './look.ts';
import { markOf } from './process-mark.ts';
import type { StartedCommand } from './start-command.ts';

export type RunParts = {
  readonly look: Look;
  readonly start: (argv: readonly string[]) => StartedCommand;
  /** Gives why it could not be written down, in a sentence; null when it was. No command is started that was not. */
  readonly write: (event: RunEventBody) => Promise<string | null>;
  /** Why to stop before the next step, in a sentence; null to go on. */
  readonly whyStop: () => string | null;
  readonly patience: RunPatience;
};

/** Milliseconds. */
export type RunPatience = {
  /** What must be true before a step may take so long to become so: an nbd's server has to end, udev has a look. */
  readonly beforeMs: number;
  /** After a command that failed, what must be true is waited for only so long. */
  readonly afterFailureMs: number;
  readonly betweenLooksMs: number;
};

export const USUAL_PATIENCE: RunPatience = { beforeMs: 5000, afterFailureMs: 1000, betweenLooksMs: 150 };

/** Null when it went as planned; otherwise in sentences why it did not go on. */
type Surprise = string | null;

/** `before`: the stack that the plan was made from, just now. */
export async function runPlan(plan: Plan, before: Stack, parts: RunParts): Promise<void> {
  let surprise: Surprise = null;
  let seen: Seen | null = null;
  for (const [at, step] of plan.steps.entries()) {
    surprise = parts.whyStop();
    if (surprise !== null) break;
    const outcome = await runStep(step, { at, seen, parts });
    seen = outcome.seen;
    surprise = outcome.surprise;
    if (surprise !== null) break;
  }
  await conclude(plan, surprise, { before, parts });
}

type StepContext = { readonly at: number; readonly seen: Seen | null; readonly parts: RunParts };
type StepOutcome = { readonly surprise: Surprise; readonly seen: Seen | null };

async function runStep(step: Step, { at, seen, parts }: StepContext): Promise<StepOutcome> {
  await parts.write({ kind: 'step-began', step: at });
  const isReady = (index: StackIndex) => holds(index, step.after) || holds(index, step.before);
  const extent = extentFor([...step.before, ...step.after]);
  const ready = await waitFor(isReady, { extent, forMs: parts.patience.beforeMs, seen, parts });
  const end = async (result: 'done' | 'already-so' | 'failed', surprise: Surprise) => {
    await parts.write({ kind: 'step-ended', step: at, result, reason: surprise });
    return { surprise, seen: ready.ok ? ready.value : null };
  };
  if (!ready.ok) return end('failed', ready.reason);
  const { index } = ready.value;
  if (holds(index, step.after)) return end('already-so', null);
  if (!holds(index, step.before))
    return end('failed', `It was not run. ${whatIsNotSo(index, step.before, 'before it')}`);

  const command = await runCommand(step, at, parts);
  if (command.surprise !== null) return { ...(await end('failed', command.surprise)), seen: null };
  const hasFailed = command.end?.exitStatus !== 0;
  const forMs = hasFailed ? parts.patience.afterFailureMs : step.timeoutMs;
  const done = await waitFor((index) => holds(index, step.after), { extent, forMs, seen: null, parts });
  const reason = done.ok ? whyNotDone(done.value.index, step, command.end) : done.reason;
  return { ...(await end(reason === null ? 'done' : 'failed', reason)), seen: done.ok ? done.value : null };
}

type CommandOutcome = { readonly surprise: Surprise; readonly end: CommandEnd | null };

async function runCommand(step: Step, at: number, { write, start }: RunParts): Promise<CommandOutcome> {
  const unwritten = await write({ kind: 'command-began', step: at, argv: step.argv });
  if (unwritten !== null) return { surprise: unwritten, end: null };
  const { pid, ended } = start(step.argv);
  const isRecorded = pid === null ? null : recordStart(pid, at, write);
  const end = await within(ended, step.timeoutMs);
  await isRecorded;
  if (end === null) {
    await write({ kind: 'command-late', step: at, afterMs: step.timeoutMs });
    const surprise = `${step.argv[0]} has not ended after ${step.timeoutMs / 1000} s. It was left alone as process ${pid}: a signal does not free what waits in the kernel.`;
    return { surprise, end: null };
  }
  await write({ kind: 'command-ended', step: at, ...end });
  const surprise = pid === null ? `${step.argv[0]} could not be started: ${end.stderr}.` : null;
  return { surprise, end };
}

async function recordStart(pid: number, at: number, write: RunParts['write']): Promise<void> {
  await write({ kind: 'command-started', step: at, process: markOf(pid) });
}

async function conclude(
  plan: Plan,
  surprise: Surprise,
  { before, parts }: { readonly before: Stack; readonly parts: RunParts },
): Promise<void> {
  const isSo = (index: StackIndex) => holds(index, plan.goal);
  const forMs = surprise === null ? parts.patience.beforeMs : 0;
  const last = await waitFor(isSo, { extent: 'users', forMs, seen: null, parts });
  if (!last.ok) {
    const reason = [surprise, `What is so now could not be seen: ${last.reason}`].filter(
      (each) => each !== null,
    );
    await parts.write({ kind: 'ended', result: 'stopped', reason: reason.join(' '), goal: null });
    return;
  }
  const { index } = last.value;
  const { stack } = index;
  await parts.write({
    kind: 'state',
    when: 'after',
    stack: stackAround(plan, stack, stackAround(plan, before)),
  });
  const goal = plan.goal.map(
    (check): GoalCheck => ({
      words: checkWords(check),
      isTrue: isTrueOf(index, check),
    }),
  );
  const reason = surprise ?? (isSo(index) ? null : whatIsNotSo(index, plan.goal, 'at the end'));
  await parts.write({ kind: 'ended', result: reason === null ? 'done' : 'stopped', reason, goal });
}

function holds(index: StackIndex, checks: readonly Check[]): boolean {
  return checks.every((check) => isTrueOf(index, check));
}

/** What was to be so decides; what the command said is told where it is not. */
function whyNotDone(index: StackIndex, step: Step, end: CommandEnd | null): Surprise {
  if (holds(index, step.after)) return null;
  const how = end?.signal ? `was ended by ${end.signal}` : `ended with status ${end?.exitStatus}`;
  const said = lastWords(end?.stderr ?? '');
  return `${step.argv[0]} ${how}${said === '' ? '' : `: ${said}`}. ${whatIsNotSo(index, step.after, 'afterwards')}`;
}

/** What a tool said last of its own accord: dmsetup ends with a line that says nothing. */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const last = lines.findLast((line) => line !== '' && line !== 'Command failed.') ?? '';
  return last.replace(/\.$/, '');
}

/**
 * Of a mapped device the kernel counts every open, whoever has it: that it is unused can be told without looking through
 * all processes. Of others nothing but those tells.
 */
function extentFor(checks: readonly Check[]): LookExtent {
  const areCounted = checks.every(({ claim, device }) => claim !== 'is-unused' || device.isMapped);
  return areCounted ? 'core' : 'users';
}

/** A look that was had already, and how much it tells. */
type Seen = { readonly index: StackIndex; readonly extent: LookExtent };

type Wait = {
  readonly extent: LookExtent;
  readonly forMs: number;
  readonly seen: Seen | null;
  readonly parts: RunParts;
};

/** The first look at which it is true, or the last one. What a quick look leaves open a whole one tells. */
async function waitFor(
  isTrue: (index: StackIndex) => boolean,
  { extent, forMs, seen, parts }: Wait,
): Promise<Understood<Seen>> {
  if (seen && (seen.extent === extent || seen.extent === 'users') && isTrue(seen.index))
    return { ok: true, value: seen };
  const until = Date.now() + forMs;
  for (let next = extent; ; next = 'users') {
    const looked = await parts.look(next);
    if (!looked.ok) return { ok: false, reason: `The host could not be looked at: ${looked.reason}.` };
    const index = indexStack(looked.value);
    if (isTrue(index) || (next === 'users' && Date.now() >= until))
      return { ok: true, value: { index, extent: next } };
    await new Promise((resolve) => setTimeout(resolve, parts.patience.betweenLooksMs));
  }
}

function within<T>(promise: Promise<T>, limitMs: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
