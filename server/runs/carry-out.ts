import type { Plan } from '../../lib/plan/plan.ts';
import type { RunEvent, RunEventBody } from '../../lib/run/run-event.ts';
import { runOfEvents } from '../../lib/run/run-of-events.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { whyNoDatabase } from '../database/open-database.ts';
import { openExclusively } from './exclusive-open.ts';
import type { Ready } from './make-ready.ts';
import { type RunParts, runPlan, USUAL_PATIENCE } from './run-plan.ts';
import type { RunsParts } from './runs.ts';
import { startGuard } from './start-guard.ts';
import { marksFolder } from './suspended-marks.ts';

/** A run of this process. Its events are here as well, in case the journal cannot be written any more. */
export type OwnRun = {
  readonly id: string;
  readonly events: RunEvent[];
  readonly over: Promise<void>;
  stopReason: string | null;
};

export type Begun = { readonly id: string; readonly events: RunEvent[] };

/** Goes through a plan that was reviewed, under the lock, to its end; gives the run as soon as it has begun. */
export function carryOut(
  parts: RunsParts,
  {
    lock,
    journal,
    id,
    events,
    plan,
    before,
  }: Ready & Begun & { readonly plan: Plan; readonly before: Stack },
): OwnRun {
  /** What cannot be written down is still told here; and nothing more is begun. */
  const write = async (body: RunEventBody) => {
    const event: RunEvent = { ...body, ...stamp(id) };
    const unwritten = await journal.add(event).then(() => null, whyUnwritten);
    run.stopReason ??= unwritten;
    if (unwritten === null || event.kind !== 'command-began') events.push(toldWith(event, unwritten));
    return unwritten;
  };
  const { startGuard: guard = startGuard, seeThinId = async () => null, look } = parts;
  const whose = { runId: id, marks: marksFolder(parts.lockFile) };
  const runParts: RunParts = {
    look,
    start: (argv) => parts.start(argv, id),
    startGuard: (argv, stepGuard) => guard(argv, stepGuard, whose),
    openExclusively: parts.openExclusively ?? openExclusively,
    seeThinId,
    write,
    whyStop: () => run.stopReason,
    patience: { ...USUAL_PATIENCE, ...parts.patience },
  };
  // A moment later: `run` has to be there.
  const over = Promise.resolve()
    .then(() => runPlan(plan, before, runParts))
    .catch(async (error: unknown) => {
      console.error(`dmscope: run ${id}:`, error);
      await write({ kind: 'ended', result: 'stopped', reason: `dmscope failed: ${error}`, goal: null });
    })
    .then(() => tellOver(parts, events))
    .finally(() => lock.release());
  const run: OwnRun = { id, events, over, stopReason: null };
  return run;
}

async function tellOver({ onOver }: RunsParts, events: readonly RunEvent[]): Promise<void> {
  const run = runOfEvents(events);
  if (!run || !onOver) return;
  await onOver(run).catch((error) => console.error(`dmscope: after run ${run.id}:`, error));
}

function whyUnwritten(error: unknown): string {
  return `The journal cannot be written any more: ${whyNoDatabase(error)}.`;
}

/** A run whose end is not in the journal is shown there as interrupted: whoever follows this one is told. */
function toldWith(event: RunEvent, unwritten: string | null): RunEvent {
  if (event.kind !== 'ended' || unwritten === null || event.reason?.includes(unwritten)) return event;
  return { ...event, reason: [event.reason ?? '', unwritten].join(' ').trim() };
}

export function stamp(runId: string) {
  return { runId, atMs: Date.now() };
}
