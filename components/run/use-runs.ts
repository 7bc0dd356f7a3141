'use client';

import { useQuery } from '@tanstack/react-query';
import type { Run, RunSummary } from '../../lib/run/run.ts';
import { useTRPC } from '../trpc.tsx';

const ACTIVE_EVERY_MS = 2000;
const RUNNING_EVERY_MS = 300;
const AGAIN_AFTER_MS = 2000;

/** The run under way on a host, whoever started it; null for none. Nothing is asked while the tab is hidden. */
export function useActiveRun(hostId: string, isAsked: boolean): RunSummary | null {
  const options = useTRPC().run.active.queryOptions(
    { hostId },
    { enabled: isAsked, retry: false, staleTime: 0, refetchInterval: ACTIVE_EVERY_MS },
  );
  const { data } = useQuery(options);
  return isAsked ? (data ?? null) : null;
}

export type FollowedRun = {
  readonly run: Run | null;
  /** Why there is nothing to show, or nothing newer; null while all is well. */
  readonly error: string | null;
  readonly isUnknown: boolean;
};

/** A run, followed to its end. */
export function useRun(hostId: string, runId: string): FollowedRun {
  const options = useTRPC().run.get.queryOptions(
    { hostId, runId },
    {
      retry: false,
      staleTime: 0,
      refetchInterval: ({ state }) => {
        if (state.error) return isFinal(state.error) ? false : AGAIN_AFTER_MS;
        return state.data === undefined || state.data.state === 'running' ? RUNNING_EVERY_MS : false;
      },
    },
  );
  const { data, error } = useQuery(options);
  return { run: data ?? null, error: error?.message ?? null, isUnknown: error !== null && isFinal(error) };
}

/** Asking again would change nothing. */
function isFinal({ data }: { readonly data?: { readonly code: string } | null | undefined }): boolean {
  return data?.code === 'NOT_FOUND' || data?.code === 'BAD_REQUEST' || data?.code === 'PRECONDITION_FAILED';
}

/** A page of the list of runs: the newest ones, or those that are older than one. */
export function useRunList(hostId: string, before: string | null, isAsked: boolean) {
  return useQuery(
    useTRPC().run.list.queryOptions({ hostId, before }, { enabled: isAsked, retry: false, staleTime: 0 }),
  );
}
