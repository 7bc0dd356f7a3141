import { hostRouter } from './host-router.ts';
import { runRouter } from './run-router.ts';
import { sessionRouter } from './session-router.ts';
import { thinRouter } from './thin-router.ts';
import { createCallerFactory, router } from './trpc.ts';

/** Everything a page or a script can ask of this server: one router per noun. */
export const appRouter = router({
  host: hostRouter,
  run: runRouter,
  session: sessionRouter,
  thin: thinRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP, for server components and tests. */
export const createCaller = createCallerFactory(appRouter);
