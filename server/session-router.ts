import { whyNotRun } from './sign-in/asker.ts';
import { router, viewerProcedure } from './trpc.ts';

export const sessionRouter = router({
  /** Who is signed in here, and whether they may run what dmscope plans. */
  me: viewerProcedure.query(({ ctx: { asker } }) => {
    const whyNot = whyNotRun(asker);
    const { name, role } = asker.user;
    return { name, role, by: asker.by, isReadOnly: asker.isReadOnly, mayRun: whyNot === null, whyNot };
  }),
});
