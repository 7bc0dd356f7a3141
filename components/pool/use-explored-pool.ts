'use client';

import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ExploredPool } from '../../lib/thin/explored-pool.ts';
import { useTRPC } from '../trpc.tsx';

export type Explored = { readonly pool: ExploredPool; readonly atMs: number };

/** A look into a pool, taken when somebody asks for it and kept as long as the page: it never takes one by itself. */
export function useExploredPool(hostId: string, identity: string) {
  const queryClient = useQueryClient();
  const queryKey = ['explored pool', hostId, identity];
  const { data } = useQuery<Explored>({
    queryKey,
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const mutation = useMutation(
    useTRPC().host.pool.mutationOptions({
      retry: false,
      onSuccess: (pool) => queryClient.setQueryData<Explored>(queryKey, { pool, atMs: Date.now() }),
    }),
  );
  const noteLabel = (thinId: number, text: string) =>
    queryClient.setQueryData<Explored>(queryKey, (before) => before && withLabel(before, thinId, text));
  return {
    explored: data ?? null,
    /** What a volume is called from now on; empty for nothing. */
    noteLabel,
    look: () => mutation.mutate({ hostId, identity }),
    isLooking: mutation.isPending,
    /** In a sentence. */
    error: mutation.error ? `${mutation.error.message}.` : null,
  };
}

function withLabel({ pool, atMs }: Explored, thinId: number, text: string): Explored {
  const label = text === '' ? null : text;
  const thins = pool.thins.map((thin) => (thin.thinId === thinId ? { ...thin, label } : thin));
  return { pool: { ...pool, thins }, atMs };
}
