'use client';

import { useQuery } from '@tanstack/react-query';
import { type Moment, momentAt, momentHostId } from '../../lib/capture/moment.ts';
import { useTRPC } from '../trpc.tsx';

/** What the URL asks to see of a host. */
export type ShownMoment =
  | { readonly kind: 'now' }
  | { readonly kind: 'asking' }
  /** `hostId`: what the server calls the host at that moment. */
  | { readonly kind: 'kept'; readonly at: string; readonly hostId: string }
  | { readonly kind: 'not kept'; readonly at: string; readonly moments: readonly Moment[] }
  /** `reason`: in a few words, why it cannot even be told whether it is kept. */
  | { readonly kind: 'unknown'; readonly reason: string };

type Host = { readonly id: string; readonly kind: string };

/** A recording has one moment, whichever is asked for. */
export function useMoment(host: Host | undefined, asked: string | null): ShownMoment {
  const isAsked = host?.kind === 'live' && asked !== null;
  const { data, error } = useMoments(host?.id ?? '', isAsked);
  if (!isAsked) return { kind: 'now' };
  const at = momentAt(asked);
  if (at === null) return { kind: 'unknown', reason: `“${asked}” is no time such as 2026-11-21T15:56:00Z` };
  if (data === undefined) return error ? { kind: 'unknown', reason: error.message } : { kind: 'asking' };
  const { moments } = data;
  const isKept = moments.some((moment) => moment.at === at);
  return isKept ? { kind: 'kept', at, hostId: momentHostId(host.id, at) } : { kind: 'not kept', at, moments };
}

/** What is kept of a host, newest first. */
export function useMoments(hostId: string, isAsked: boolean) {
  return useQuery(
    useTRPC().host.moments.queryOptions(
      { hostId },
      { enabled: isAsked, retry: false, refetchOnWindowFocus: false, staleTime: 60_000 },
    ),
  );
}
