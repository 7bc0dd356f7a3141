import { tracked } from '@trpc/server';
import { z } from 'zod';
import { followHost } from './follow-host.ts';
import { exploredPool, findHost, keepMoment, keptMoments, latestStack, rawLines } from './host-questions.ts';
import { hosts } from './hosts.ts';
import { KEEP_LIMITS } from './kept-captures.ts';
import { valueOrThrow } from './outcome.ts';
import { operatorProcedure, router, viewerProcedure } from './trpc.ts';

const hostId = z.string().min(1).max(100);
const devNo = z.string().regex(/^\d{1,10}:\d{1,10}$/, 'a device number is major:minor');

export const hostRouter = router({
  /** The hosts this server shows; the first is the one to begin with. */
  list: viewerProcedure.query(async () =>
    (await hosts()).list.map(({ id, name, kind, note }) => ({ id, name, kind, note })),
  ),

  /** The whole stack, then what changes. Event ids are `epoch:revision`; see server/follow-host.ts. */
  watch: viewerProcedure
    .input(z.object({ hostId, lastEventId: z.string().max(100).nullish() }))
    .subscription(async function* ({ input, signal }) {
      const { watcher } = valueOrThrow(await findHost(input.hostId));
      const options = {
        lastEventId: input.lastEventId ?? null,
        signal: signal ?? new AbortController().signal,
      };
      for await (const { id, message } of followHost(watcher, options)) yield tracked(id, message);
    }),

  /** The latest stack as it is, for scripts and tests; pages use `watch`. */
  stack: viewerProcedure
    .input(z.object({ hostId }))
    .query(async ({ input }) => valueOrThrow(await latestStack(input.hostId))),

  /** How the host was, as far as that is kept, newest first. Each is a host of its own: lib/capture/moment.ts. */
  moments: viewerProcedure.input(z.object({ hostId })).query(async ({ input }) => ({
    moments: valueOrThrow(await keptMoments(input.hostId)),
    limits: KEEP_LIMITS,
  })),

  /**
   * Keeps the host as it is now, for a link to it. Nothing on the host changes by it, only a file of dmscope's own: so
   * viewers may, also with --read-only.
   */
  keep: viewerProcedure
    .input(z.strictObject({ hostId }))
    .mutation(async ({ input }) => valueOrThrow(await keepMoment(input.hostId))),

  /**
   * What a thin pool holds, read now: its metadata has a snapshot for that moment, so it is for operators, and never asked by
   * itself. Of a large pool it takes minutes and is megabytes.
   */
  pool: operatorProcedure
    .input(z.strictObject({ hostId, identity: z.string().min(1).max(2000) }))
    .mutation(async ({ input }) => valueOrThrow(await exploredPool(input.hostId, input.identity))),

  /** The lines of the latest capture that speak of one device, by section. */
  raw: viewerProcedure
    .input(z.object({ hostId, devNo }))
    .query(async ({ input }) => valueOrThrow(await rawLines(input.hostId, input.devNo))),
});
