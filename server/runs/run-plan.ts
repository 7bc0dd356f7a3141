/**
 * Carries a plan out on the host: the only place of dmscope that changes one. Each step goes the same way. Look at the
 * host; see that what must be true before the step is true; write down what will be run; run it; look again until what
 * must be true after it is true. What a command says of itself, and its exit status, decide nothing. At the first surprise it
 * stops, undoes nothing, and says what was done and what was not. Only what a guarded step began is always brought to its end
 * (guarded-steps.ts).
 */
import type { Check, Plan, Step } from '../../lib/plan/plan.ts';
import { holds, whatIsNotSo } from '../../lib/run/in-the-way.ts';
import type { CommandEnd, RunEventBody, StepResult, ThinIdSeen } from '../../lib/run/run-event.ts';
import { isUntouched, resultOf } from '../../lib/run/step-outcome.ts';
import { deviceOf, type StackIndex } from '../../lib/stack/index-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { withinDeadline } from '../within-deadline.ts';
import { concludeRun, joined, recordThinId, type Surprise } from './conclude-run.ts';
import { claimFor, type OpenExclusively } from './exclusive-open.ts';
import {
  beginGuarded,
  type GuardSlot,
  leaveToGuard,
  releaseGuard,
  type StartRunsGuard,
  whyNotBegun,
} from './guarded-steps.ts';
import type { Look, LookExtent } from './look.ts';
import { markOf } from './process-mark.ts';
import type { StartedCommand } from './start-command.ts';
import { type Seen, waitFor } from './wait-for.ts';
import { whyNotDone, whyRefused } from './why-not-done.ts';

export type RunParts = {
  readonly look: Look;
  readonly start: (argv: readonly string[]) => StartedCommand;
  readonly startGuard: StartRunsGuard;
  readonly openExclusively: OpenExclusively;
  /** Whether the pool has the thin ID that a plan is about; null for a plan about none. */
  readonly seeThinId: (plan: Plan, stack: Stack) => Promise<ThinIdSeen | null>;
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

/** `before`: the stack that the plan was made from, just now. */
export async function runPlan(plan: Plan, before: Stack, parts: RunParts): Promise<void> {
  let surprise: Surprise = null;
  let seen: Seen | null = null;
  const slot: GuardSlot = { held: null };
  const results: (StepResult | null)[] = plan.steps.map(() => null);
  await recordThinId(plan, before, { when: 'before', parts });
  for (const [at, step] of plan.steps.entries()) {
    surprise ??= parts.whyStop();
    if (surprise !== null && !(step.isAlways && slot.held)) continue;
    const outcome = await runStep(step, { at, seen, slot, parts });
    seen = outcome.seen;
    results[at] = outcome.result;
    surprise = joined(surprise, outcome.surprise);
  }
  await leaveToGuard(slot, parts.write);
  await concludeRun(plan, surprise, { before, results, parts });
}

type StepContext = {
  readonly at: number;
  readonly seen: Seen | null;
  readonly slot: GuardSlot;
  readonly parts: RunParts;
};
type StepOutcome = {
  readonly result: StepResult;
  readonly surprise: Surprise;
  readonly seen: Seen | null;
};

async function runStep(step: Step, context: StepContext): Promise<StepOutcome> {
  const { at, slot, parts } = context;
  await parts.write({ kind: 'step-began', step: at });
  const end = async (result: StepResult, surprise: Surprise, seen: Seen | null) => {
    await parts.write({ kind: 'step-ended', step: at, result, reason: surprise });
    return { result, surprise, seen };
  };
  const ready = step.isAtOnce ? readyAtOnce(step, slot) : await lookBefore(step, context);
  if (ready.kind === 'so') return end('already-so', null, ready.seen);
  if (ready.kind === 'not') return end('failed', ready.why, ready.seen);
  const claimed = await claimFor(step, parts);
  if (!claimed.ok) return end('failed', `It was not run. ${claimed.reason}`, ready.seen);
  const command = await runCommand(step, context);
  await claimed.value?.release();
  if (command.surprise !== null) return end(command.isBegun ? 'unknown' : 'failed', command.surprise, null);
  const exitStatus = command.end?.exitStatus ?? null;
  if (step.after.length === 0) {
    const refused = whyRefused(step, command.end);
    const reason = refused ?? (step.isAtOnce ? whyNotBegun(slot, 0) : null);
    if (reason === null) return end('done', null, null);
    return end(refused === null ? 'unverified' : exitStatus === null ? 'unknown' : 'failed', reason, null);
  }
  const forMs = exitStatus === 0 ? step.timeoutMs : parts.patience.afterFailureMs;
  const extent = extentFor([...step.before, ...step.after]);
  const done = await waitFor((index) => holds(index, step.after), { extent, forMs, seen: null, parts });
  const reason = done.ok ? whyNotDone(done.value.index, step, command.end) : done.reason;
  const now = done.ok ? done.value : null;
  const isSo = now && holds(now.index, step.after);
  const result = resultOf({ isSo, exitStatus, isUntouched: isAsBefore(step, ready.seen, now) });
  return end(result, reason, now);
}

/** A step that begins at once is judged by what must be true after it alone. */
function isAsBefore({ device }: Step, before: Seen | null, after: Seen | null): boolean {
  if (before === null || after === null) return true;
  const [was, is] = [before, after].map(({ index }) => deviceOf(index.stack, device.identity));
  return isUntouched(was ?? null, is ?? null);
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

/** `isBegun`: it may have done something. */
type CommandOutcome = {
  readonly surprise: Surprise;
  readonly isBegun: boolean;
  readonly end: CommandEnd | null;
};

async function runCommand(step: Step, context: StepContext): Promise<CommandOutcome> {
  const { at, slot, parts } = context;
  const { write } = parts;
  const guarded = step.guard ? await beginGuarded(step.guard, step.argv, context) : null;
  if (guarded && !guarded.ok) return { surprise: guarded.reason, isBegun: false, end: null };
  const unwritten = await write({ kind: 'command-began', step: at, argv: step.argv });
  if (unwritten !== null && !step.isAlways) {
    if (guarded) await releaseGuard(slot, write);
    return { surprise: unwritten, isBegun: false, end: null };
  }
  const { pid, ended } = guarded ? guarded.value() : parts.start(step.argv);
  const isRecorded = pid === null ? null : recordStart(pid, at, write);
  const end = await withinDeadline(ended, step.timeoutMs);
  await isRecorded;
  if (end === null) {
    await write({ kind: 'command-late', step: at, afterMs: step.timeoutMs });
    const surprise = `${step.argv[0]} has not ended after ${step.timeoutMs / 1000} s. It was left alone as process ${pid}: a signal does not free what waits in the kernel.`;
    return { surprise, isBegun: true, end: null };
  }
  await write({ kind: 'command-ended', step: at, ...end });
  if (step.isAlways && end.exitStatus === 0) await releaseGuard(slot, write);
  const surprise = pid === null ? `${step.argv[0]} could not be started: ${end.stderr}.` : null;
  return { surprise, isBegun: pid !== null, end };
}

async function recordStart(pid: number, at: number, write: RunParts['write']): Promise<void> {
  await write({ kind: 'command-started', step: at, process: markOf(pid) });
}

/**
 * Of a mapped device the kernel counts every open, whoever has it: that it is unused can be told without looking through
 * all processes. Of others nothing but those tells.
 */
function extentFor(checks: readonly Check[]): LookExtent {
  const areCounted = checks.every(({ claim, device }) => claim !== 'is-unused' || device.isMapped);
  return areCounted ? 'core' : 'users';
}
