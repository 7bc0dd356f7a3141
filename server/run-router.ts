import { z } from 'zod';
import type { Run } from '../lib/run/run.ts';
import { whyNoDatabase } from './database/open-database.ts';
import { findHost } from './host-questions.ts';
import { intentShape } from './intent-shape.ts';
import { type Outcome, valueOrThrow } from './outcome.ts';
import type { Runs } from './runs/runs.ts';
import { thisHostRuns } from './runs/this-host-runs.ts';
import { operatorProcedure, router, viewerProcedure } from './trpc.ts';

const hostId = z.string().min(1).max(100);
const runId = z.string().regex(/^\d{8}-\d{6}-[0-9a-f]{4}$/, 'a run is called like 20261121-143002-3f9a');

const LISTED = 50;

export const runRouter = router({
  /** Has what was reviewed done; see `RunStart`. It answers when the run has begun. */
  start: operatorProcedure
    .input(z.strictObject({ hostId, intent: intentShape, fingerprint: z.string().regex(/^[0-9a-f]{64}$/) }))
    .mutation(async ({ input, ctx }) => {
      const { intent, fingerprint } = input;
      const runs = valueOrThrow(await runsOf(input.hostId));
      return runs.start({ intent, fingerprint, who: { name: ctx.user.name, via: 'page' } });
    }),

  /** Has a run of this server stop after the step under way; false when it is none, or over. */
  stop: operatorProcedure
    .input(z.strictObject({ hostId, runId }))
    .mutation(async ({ input, ctx }) =>
      valueOrThrow(await runsOf(input.hostId)).stop(input.runId, ctx.user.name),
    ),

  get: viewerProcedure
    .input(z.object({ hostId, runId }))
    .query(async ({ input }) => valueOrThrow(await runOf(input.hostId, input.runId))),

  /** Newest first, fifty at a time; with `before`, those that are older than that run. */
  list: viewerProcedure.input(z.object({ hostId, before: runId.nullish() })).query(async ({ input }) => {
    const { before = null } = input;
    return valueOrThrow(await read(input.hostId, (runs) => runs.list({ before, limit: LISTED })));
  }),

  /** The run under way on a host, whichever dmscope it belongs to; null for none. */
  active: viewerProcedure.input(z.object({ hostId })).query(async ({ input }) => {
    const active = await read(input.hostId, (runs) => runs.active());
    return active.ok ? active.value : null;
  }),
});

async function runOf(hostId: string, runId: string): Promise<Outcome<Run>> {
  const found = await read(hostId, (runs) => runs.get(runId));
  if (!found.ok) return found;
  if (found.value) return { ok: true, value: found.value };
  return { ok: false, failure: { kind: 'no such run', runId } };
}

/** What the journal tells, or why it does not: a host is shown without it, too. */
async function read<T>(hostId: string, ask: (runs: Runs) => Promise<T>): Promise<Outcome<T>> {
  const runs = await runsOf(hostId);
  if (!runs.ok) return runs;
  try {
    return { ok: true, value: await ask(runs.value) };
  } catch (error) {
    return { ok: false, failure: { kind: 'no journal', reason: whyNoDatabase(error) } };
  }
}

/** A recording is looked at, and that is all. */
async function runsOf(id: string): Promise<Outcome<Runs>> {
  const found = await findHost(id);
  if (!found.ok) return found;
  if (found.value.kind === 'recording') return { ok: false, failure: { kind: 'only a recording' } };
  return { ok: true, value: thisHostRuns() };
}
