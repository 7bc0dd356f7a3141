/**
 * Carries a plan out on the host: the only place of dmscope that changes one. Each step goes the same way. Look at the
 * host; see that what must be true before the step is true; write down what will be run; run it; look again until what
 * must be true after it is true. What a command says of itself, and its exit status, decide nothing. At the first surprise it
 * stops, undoes nothing, and says what was done and what was not. Only what a guarded step began is always brought to its end
 * (guarded-steps.ts).
 */
import { answerInWords } from '../../lib/plan/answer-in-words.ts';
import { checkWords, isTrueOf } from '../../lib/plan/check.ts';
import type { Check, Plan, Step } from '../../lib/plan/plan.ts';
import { whatIsNotSo } from '../../lib/run/in-the-way.ts';
import type { CommandEnd, GoalCheck, RunEventBody } from '../../lib/run/run-event.ts';
import { stackAround } from '../../lib/run/stack-around.ts';
import type { StackIndex } from '../../lib/stack/index-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { withinDeadline } from '../within-deadline.ts';
import { beginGuarded, type GuardSlot, leaveToGuard, releaseGuard, whyNotBegun } from './guarded-steps.ts';
import type { Look, LookExtent } from './look.ts';
import { markOf } from './process-mark.ts';
import type { StartedCommand } from './start-command.ts';
import type { StartGuard } from './start-guard.ts';
import { type Seen, waitFor } from './wait-for.ts';

export type RunParts = {
  readonly look: Look;
  readonly start: (argv: readonly string[]) => StartedCommand;
  readonly startGuard: StartGuard;
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
  const slot: GuardSlot = { held: null };
  for (const [at, step] of plan.steps.entries()) {
    surprise ??= parts.whyStop();
    if (surprise !== null && !(step.isAlways && slot.held)) continue;
    const outcome = await runStep(step, { at, seen, slot, parts });
    seen = outcome.seen;
    surprise = joined(surprise, outcome.surprise);
  }
  await leaveToGuard(slot, parts.write);
  await conclude(plan, surprise, { before, parts });
}

function joined(...surprises: readonly Surprise[]): Surprise {
  const told = surprises.filter((each) => each !== null);
  return told.length > 0 ? told.join(' ') : null;
}

type StepContext = {
  readonly at: number;
  readonly seen: Seen | null;
  readonly slot: GuardSlot;
  readonly parts: RunParts;
};
type StepOutcome = { readonly surprise: Surprise; readonly seen: Seen | null };

async function runStep(step: Step, context: StepContext): Promise<StepOutcome> {
  const { at, slot, parts } = context;
  await parts.write({ kind: 'step-began', step: at });
  const end = async (result: 'done' | 'already-so' | 'failed', surprise: Surprise, seen: Seen | null) => {
    await parts.write({ kind: 'step-ended', step: at, result, reason: surprise });
    return { surprise, seen };
  };
  const ready = step.isAtOnce ? readyAtOnce(step, slot) : await lookBefore(step, context);
  if (ready.kind === 'so') return end('already-so', null, ready.seen);
  if (ready.kind === 'not') return end('failed', ready.why, ready.seen);
  const command = await runCommand(step, context);
  if (command.surprise !== null) return end('failed', command.surprise, null);
  if (step.after.length === 0) {
    const reason = whyRefused(step, command.end) ?? (step.isAtOnce ? whyNotBegun(slot, 0) : null);
    return end(reason === null ? 'done' : 'failed', reason, null);
  }
  const hasFailed = command.end?.exitStatus !== 0;
  const forMs = hasFailed ? parts.patience.afterFailureMs : step.timeoutMs;
  const extent = extentFor([...step.before, ...step.after]);
  const done = await waitFor((index) => holds(index, step.after), { extent, forMs, seen: null, parts });
  const reason = done.ok ? whyNotDone(done.value.index, step, command.end) : done.reason;
  return end(reason === null ? 'done' : 'failed', reason, done.ok ? done.value : null);
}

type Readiness =
  | { readonly kind: 'ready' | 'so'; readonly seen: Seen | null }
  | { readonly kind: 'not'; readonly why: string; readonly seen: Seen | null };

function readyAtOnce(step: Step, slot: GuardSlot): Readiness {
  const why = step.isAlways ? null : whyNotBegun(slot, step.timeoutMs / 4);
  return why === null
    ? { kind: 'ready', seen: null }
    : { kind: 'not', why: `It was not run. ${why}`, seen: null };
}

async function lookBefore(step: Step, { seen, parts }: StepContext): Promise<Readiness> {
  const isSo = (index: StackIndex) => step.after.length > 0 && holds(index, step.after);
  const isReady = (index: StackIndex) => isSo(index) || holds(index, step.before);
  const extent = extentFor([...step.before, ...step.after]);
  const ready = await waitFor(isReady, { extent, forMs: parts.patience.beforeMs, seen, parts });
  if (!ready.ok) return { kind: 'not', why: ready.reason, seen: null };
  const { index } = ready.value;
  if (isSo(index)) return { kind: 'so', seen: ready.value };
  if (holds(index, step.before)) return { kind: 'ready', seen: ready.value };
  const why = `It was not run. ${whatIsNotSo(index, step.before, 'before it')}`;
  return { kind: 'not', why, seen: ready.value };
}

type CommandOutcome = { readonly surprise: Surprise; readonly end: CommandEnd | null };

async function runCommand(step: Step, context: StepContext): Promise<CommandOutcome> {
  const { at, slot, parts } = context;
  const { write } = parts;
  const guarded = step.guard ? await beginGuarded(step.guard, step.argv, context) : null;
  if (guarded && !guarded.ok) return { surprise: guarded.reason, end: null };
  const unwritten = await write({ kind: 'command-began', step: at, argv: step.argv });
  if (unwritten !== null && !step.isAlways) {
    if (guarded) await releaseGuard(slot, write);
    return { surprise: unwritten, end: null };
  }
  const { pid, ended } = guarded ? guarded.value() : parts.start(step.argv);
  const isRecorded = pid === null ? null : recordStart(pid, at, write);
  const end = await withinDeadline(ended, step.timeoutMs);
  await isRecorded;
  if (end === null) {
    await write({ kind: 'command-late', step: at, afterMs: step.timeoutMs });
    const surprise = `${step.argv[0]} has not ended after ${step.timeoutMs / 1000} s. It was left alone as process ${pid}: a signal does not free what waits in the kernel.`;
    return { surprise, end: null };
  }
  await write({ kind: 'command-ended', step: at, ...end });
  if (step.isAlways && end.exitStatus === 0) await releaseGuard(slot, write);
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
  return `${howEnded(step, end)} ${whatIsNotSo(index, step.after, 'afterwards')}`;
}

/** Of what nothing else on the host shows. */
function whyRefused(step: Step, end: CommandEnd | null): Surprise {
  return end?.exitStatus === 0 ? null : (answerInWords(step, end?.stderr ?? '') ?? howEnded(step, end));
}

function howEnded({ argv }: Step, end: CommandEnd | null): string {
  const how = end?.signal ? `was ended by ${end.signal}` : `ended with status ${end?.exitStatus}`;
  const said = lastWords(end?.stderr ?? '');
  return `${argv[0]} ${how}${said === '' ? '' : `: ${said}`}.`;
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
