import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { appRouter } from '../../../../server/router.ts';
import { currentAsker } from '../../../../server/sign-in/asker.ts';

export const dynamic = 'force-dynamic';

function handler(request: Request): Promise<Response> {
  const asker = currentAsker();
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () => ({ asker }),
  });
}

export { handler as GET, handler as POST };
