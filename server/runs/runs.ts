/**
 * The runs of this host: asked for, gone through under the lock, remembered. What is asked for is an intent and the
 * fingerprint of the plan that a person has seen; which commands that makes is worked out here, anew, from the host as it
 * is now. A run belongs to this process and not to who asked, so it goes on when a browser leaves.
 */
import type { Intent } from '../../lib/plan/intent.ts';
import { isRunnable, type Plan } from '../../lib/plan/plan.ts';
import { planFor } from '../../lib/plan/plan-for.ts';
import type { Run, RunStart, RunSummary } from '../../lib/run/run.ts';
import type { Actor, RunEvent } from '../../lib/run/run-event.ts';
import { runOfEvents, summaryOf } from '../../lib/run/run-of-events.ts';
import { stackAround } from '../../lib/run/stack-around.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { type Begun, carryOut, type OwnRun, stamp } from './carry-out.ts';
import type { OpenExclusively } from './exclusive-open.ts';
import type { Journal, RunQuery } from './journal.ts';
import type { Look, LookExtent } from './look.ts';
import { type LookAtMappedDevice, lookAtMappedDevice } from './look-at-mapped-device.ts';
import { cannot, type LookAfter, makeReady, noticeInterrupted, tellLeft, unwritable } from './make-ready.ts';
import { whyOwnPlace } from './own-places.ts';
import { resumeLeft } from './resume-left.ts';
import { newRunId } from './run-id.ts';
import type { RunParts, RunPatience } from './run-plan.ts';
import type { StartCommand } from './start-command.ts';
import type { StartGuard } from './start-guard.ts';

export type RunRequest = {
  readonly intent: Intent;
  /** Of the plan that was reviewed. */
  readonly fingerprint: string;
  readonly who: Actor;
};

export type Runs = {
  /** Resolves when the run has begun, or is known not to. */
  readonly start: (request: RunRequest) => Promise<RunStart>;
  /** Has it stop after the step under way; false when this process has no such run. */
  readonly stop: (runId: string, by: string) => boolean;
  /** Resolves when a run of this process is over; at once for others. */
  readonly finished: (runId: string) => Promise<void>;
  readonly get: (runId: string) => Promise<Run | null>;
  readonly list: (query: RunQuery) => Promise<readonly RunSummary[]>;
  /** The run under way, whichever dmscope it belongs to. */
  readonly active: () => Promise<RunSummary | null>;
  /** Has the run of this process stop after its step; null when it has none under way. */
  readonly end: () => Promise<void> | null;
};

export type RunsParts = {
  readonly journal: () => Promise<Journal>;
  readonly look: Look;
  /** This host's unless told. */
  readonly lookAtDevice?: LookAtMappedDevice;
  readonly start: StartCommand;
  readonly startGuard?: StartGuard;
  readonly openExclusively?: OpenExclusively;
  readonly seeThinId?: RunParts['seeThinId'];
  /** What a later start finds of a run that was interrupted. */
  readonly lookAfter?: LookAfter;
  /** Told of a run when its end is written down, while it still has the host. */
  readonly onOver?: (run: Run) => Promise<void>;
  readonly lockFile?: string;
  readonly patience?: Partial<RunPatience>;
};

export function createRuns(given: RunsParts): Runs {
  const parts = { lookAtDevice: lookAtMappedDevice, ...given };
  /** Only the last one: what is over is in the journal. */
  let own: OwnRun | null = null;

  async function start(request: RunRequest): Promise<RunStart> {
    const ready = await makeReady(parts);
    if ('kind' in ready) return ready;
    const { lock, journal } = ready;
    try {
      const looked = await parts.look(extentFor(request.intent));
      if (!looked.ok) return cannot(`Nothing was run: this host cannot be read: ${looked.reason}.`, lock);
      const plan = planFor(request.intent, looked.value);
      const declined = whyDeclined(plan, request.fingerprint) ?? whyNotHere(plan, looked.value);
      if (declined) {
        const { reason, outcome } = declined;
        await journal.add({ kind: 'declined', reason, ...openingOf(request, plan), ...stamp(newRunId()) });
        lock.release();
        return outcome;
      }
      const begun = await begin(journal, { request, plan, before: looked.value });
      own = carryOut(parts, { ...ready, ...begun, plan, before: looked.value });
      return { kind: 'started', runId: own.id };
    } catch (error) {
      return cannot(unwritable(error), lock);
    }
  }

  async function get(runId: string): Promise<Run | null> {
    if (own?.id === runId) return runOfEvents(own.events);
    return (await parts.journal()).run(runId);
  }

  return {
    start,
    get,
    stop(runId, by) {
      if (own?.id !== runId) return false;
      own.stopReason ??= `Stopped by ${by}.`;
      return true;
    },
    finished: async (runId) => {
      if (own?.id === runId) await own.over;
    },
    list: async (query) => (await parts.journal()).list(query),
    async active() {
      const now = own && runOfEvents(own.events);
      if (now?.state === 'running') return summaryOf(now);
      tellLeft(await resumeLeft(parts));
      const journal = await parts.journal();
      await noticeInterrupted(journal, parts);
      const [runId] = await journal.unfinished();
      const run = runId === undefined ? null : await journal.run(runId);
      return run && run.id !== own?.id ? summaryOf(run) : null;
    },
    end() {
      if (!own || runOfEvents(own.events)?.state !== 'running') return null;
      own.stopReason ??= 'Stopped, since dmscope was told to end.';
      return own.over;
    },
  };
}

/** How a pool is decides what may be asked of it. */
export function extentFor({ kind }: Intent): LookExtent {
  return kind.startsWith('thin-') ? 'status' : 'users';
}

type Declined = { readonly reason: string; readonly outcome: RunStart };

function whyDeclined(plan: Plan, reviewed: string): Declined | null {
  if (plan.fingerprint !== reviewed)
    return {
      reason: 'The stack had changed since it was reviewed.',
      outcome: { kind: 'changed', plan },
    };
  if (isRunnable(plan)) return null;
  return {
    reason: plan.refusals.map(({ cause }) => cause).join(' '),
    outcome: { kind: 'refused', plan },
  };
}

function whyNotHere(plan: Plan, stack: Stack): Declined | null {
  const reason = whyOwnPlace(plan, stack);
  return reason === null ? null : { reason, outcome: { kind: 'cannot', reason } };
}

function openingOf({ who, intent }: RunRequest, plan: Plan) {
  return { who, host: plan.host, intent, plan };
}

type Beginning = { readonly request: RunRequest; readonly plan: Plan; readonly before: Stack };

async function begin(journal: Journal, { request, plan, before }: Beginning): Promise<Begun> {
  const id = newRunId();
  const events: RunEvent[] = [
    { kind: 'begun', ...openingOf(request, plan), ...stamp(id) },
    { kind: 'state', when: 'before', stack: stackAround(plan, before), ...stamp(id) },
  ];
  await journal.add(...events);
  return { id, events };
}
