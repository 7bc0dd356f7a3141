import type { StepKind } from '../plan/plan.ts';
import type { CommandRun, Run, RunSummary, StepRun } from './run.ts';
import type { RunEvent, StepResult } from './run-event.ts';
import { isDoubtful, poolsDoubt } from './step-outcome.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const WAITING: StepRun = { state: 'waiting', reason: null, beganAtMs: null, endedAtMs: null, command: null };

/** A run from its events in their order; null when its opening is not among them. */
export function runOfEvents(events: readonly RunEvent[]): Run | null {
  const [opening] = events;
  if (opening?.kind !== 'begun' && opening?.kind !== 'declined') return null;
  const { runId: id, host, who, intent, plan, atMs } = opening;
  const isDeclined = opening.kind === 'declined';
  const run: Mutable<Run> = {
    id,
    host,
    who,
    intent,
    plan,
    state: isDeclined ? 'declined' : 'running',
    reason: isDeclined ? opening.reason : null,
    beganAtMs: atMs,
    endedAtMs: isDeclined ? atMs : null,
    steps: plan.steps.map(() => WAITING),
    before: null,
    after: null,
    goal: null,
    thinId: { before: null, after: null },
  };
  const steps = [...run.steps];
  for (const event of events) apply(run, steps, event);
  run.steps = steps.map((step, at) => settled(step, { run, kind: plan.steps[at]?.kind }));
  return run;
}

function apply(run: Mutable<Run>, steps: StepRun[], event: RunEvent): void {
  const { atMs } = event;
  switch (event.kind) {
    case 'begun':
    case 'declined':
      return;
    case 'state':
      run[event.when] = event.stack;
      return;
    case 'ended':
      run.state = event.result;
      run.reason = event.reason;
      run.goal = event.goal;
      run.endedAtMs = atMs;
      return;
    case 'interrupted':
      run.state = 'interrupted';
      run.reason =
        'Its end was not written down: dmscope was ended in the middle of it, or its journal could not be written any more.';
      run.endedAtMs = atMs;
      return;
    case 'thin-id': {
      const { thinId, presence, reason, making } = event;
      run.thinId = { ...run.thinId, [event.when]: { thinId, presence, reason, making } };
      return;
    }
    default:
      steps[event.step] = stepAfter(steps[event.step] ?? WAITING, event);
  }
}

type StepEvent = Extract<RunEvent, { readonly step: number }>;

function stepAfter(step: StepRun, event: StepEvent): StepRun {
  switch (event.kind) {
    case 'step-began':
      return { ...step, state: 'checking', beganAtMs: event.atMs };
    case 'command-began':
      return { ...step, state: 'running', command: newCommand(event.argv) };
    case 'command-started':
      return step;
    case 'guard-began':
      return { ...step, guard: guardOf(event) };
    case 'guard-ended':
      return step.guard ? { ...step, guard: { ...step.guard, end: event.how } } : step;
    case 'command-late':
      return { ...step, command: step.command && { ...step.command, isLate: true } };
    case 'command-ended': {
      const { exitStatus, signal, stdout, stderr, durationMs } = event;
      const command = step.command && { ...step.command, exitStatus, signal, stdout, stderr, durationMs };
      return { ...step, state: step.endedAtMs === null ? 'verifying' : step.state, command };
    }
    case 'step-ended':
      return { ...step, state: resultTold(event.result, step), reason: event.reason, endedAtMs: event.atMs };
    case 'step-found':
      return { ...step, found: event.checks };
    case 'left-suspended':
      return step.guard ? { ...step, guard: { ...step.guard, left: event.outcome } } : step;
    default:
      return event satisfies never;
  }
}

function guardOf({ process, isApart }: Extract<StepEvent, { kind: 'guard-began' }>) {
  return { pid: process.pid, end: null, ...(isApart === undefined ? {} : { isApart }) };
}

/** The first versions wrote `failed` of whatever was not seen to be done. */
function resultTold(result: StepResult, { command }: StepRun): StepResult {
  if (result !== 'failed' || command === null) return result;
  if (command.durationMs === null) return 'unknown';
  return command.exitStatus === 0 ? 'unverified' : 'failed';
}

function newCommand(argv: readonly string[]): CommandRun {
  return { argv, isLate: false, durationMs: null, exitStatus: null, signal: null, stdout: '', stderr: '' };
}

type Over = { readonly run: Run; readonly kind: StepKind | undefined };

/** Nothing goes on in a run that is over. */
function settled(step: StepRun, { run, kind }: Over): StepRun {
  if (run.state === 'running') return step;
  switch (step.state) {
    case 'waiting':
      return { ...step, state: 'not-run' };
    case 'checking':
      return { ...step, state: run.state === 'interrupted' ? 'cut-short' : 'failed' };
    case 'running':
    case 'verifying':
      return { ...step, state: run.state === 'interrupted' ? 'cut-short' : 'unknown' };
    case 'done': {
      const doubt = kind === undefined ? null : poolsDoubt(kind, run.thinId.after);
      return doubt === null ? step : { ...step, state: 'unverified', reason: doubt };
    }
    default:
      return step;
  }
}

export function summaryOf(run: Run): RunSummary {
  const { id, host, who, state, reason, beganAtMs, endedAtMs, plan, steps } = run;
  const doneCount = steps.filter((step) => step.state === 'done' || step.state === 'already-so').length;
  const doubtfulCount = steps.filter(isDoubtful).length;
  const counts = { stepCount: steps.length, doneCount, doubtfulCount };
  return { id, host, who, state, reason, beganAtMs, endedAtMs, title: plan.title, ...counts };
}
