import { initTRPC, TRPCError } from '@trpc/server';
import type { Asker } from './sign-in/asker.ts';
import { whyNotRun } from './sign-in/asker.ts';

/** Who asks; null for a request that came in past the door (server/sign-in/door.ts), which nothing answers. */
export type Context = { readonly asker: Asker | null };

/**
 * The one tRPC instance. Pings keep a silent stream apart from a dead one: without any for so long, a viewer connects
 * anew and resumes.
 */
const t = initTRPC.context<Context>().create({
  sse: {
    ping: { enabled: true, intervalMs: 5000 },
    client: { reconnectAfterInactivityMs: 15_000 },
  },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** For whoever is signed in; `ctx.user` and `ctx.isReadOnly` tell who that is. There is no procedure for others. */
export const viewerProcedure = t.procedure.use(({ ctx: { asker }, next }) => {
  if (asker === null) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'sign in first' });
  return next({ ctx: { asker, user: asker.user, isReadOnly: asker.isReadOnly } });
});

/** For operators, on a server that was not started with --read-only: whatever changes a host. */
export const operatorProcedure = viewerProcedure.use(({ ctx, next }) => {
  const whyNot = whyNotRun(ctx.asker);
  if (whyNot !== null) throw new TRPCError({ code: 'FORBIDDEN', message: `not allowed: ${whyNot}` });
  return next();
});
