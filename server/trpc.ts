import { initTRPC } from '@trpc/server';

/**
 * The one tRPC instance. Pings keep a silent stream apart from a dead one: without any for so long, a viewer connects
 * anew and resumes.
 */
const t = initTRPC.create({
  sse: {
    ping: { enabled: true, intervalMs: 5000 },
    client: { reconnectAfterInactivityMs: 15_000 },
  },
});

export const router = t.router;
export const publicProcedure = t.procedure;
export const createCallerFactory = t.createCallerFactory;
