'use client';

import { useQuery } from '@tanstack/react-query';
import { isTRPCClientError } from '@trpc/client';
import type { inferRouterOutputs } from '@trpc/server';
import { useEffect } from 'react';
import type { AppRouter } from '../../server/router.ts';
import type { Connection } from '../host-stack-store.ts';
import { useTRPC } from '../trpc.tsx';

export type Me = inferRouterOutputs<AppRouter>['session']['me'];

export type MyState = {
  /** Who is signed in; null until that is known, and when the session has ended. */
  readonly me: Me | null;
  readonly hasEnded: boolean;
};

/**
 * Who uses this page. A session can end while it is open: the server then ends the page's stream, and on that it is asked
 * whether this was why. It is asked again when the connection is back, as somebody may have signed in elsewhere.
 */
export function useMe(connection: Connection): MyState {
  const { data, error, refetch } = useQuery({
    ...useTRPC().session.me.queryOptions(),
    retry: (count, cause) => count < 3 && !isSignedOut(cause),
  });
  useEffect(() => {
    if (connection !== 'connecting') refetch();
  }, [connection, refetch]);
  const hasEnded = error !== null && isSignedOut(error);
  return { me: hasEnded ? null : (data ?? null), hasEnded };
}

/** Whether the server refused an answer because nobody is signed in (any more). */
export function isSignedOut(cause: unknown): boolean {
  return isTRPCClientError<AppRouter>(cause) && cause.data?.code === 'UNAUTHORIZED';
}
