'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Intent } from '../../lib/plan/intent.ts';
import type { RunStart } from '../../lib/run/run.ts';
import type { Answer } from '../plan/use-review.ts';
import { useTRPC } from '../trpc.tsx';

type Options = {
  readonly hostId: string;
  readonly onStarted: (runId: string) => void;
  /** The server made another plan than the page did. */
  readonly onOther: (answer: Answer) => void;
};

/** Asks the server for a run. What comes of it is a value; `error` is only for when nobody knows. */
export function useStartRun({ hostId, onStarted, onOther }: Options) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mutation = useMutation(
    trpc.run.start.mutationOptions({
      retry: false,
      onSuccess: (answer: RunStart) => {
        if (answer.kind === 'started') onStarted(answer.runId);
        if (answer.kind === 'changed' || answer.kind === 'refused') onOther(answer);
      },
      onSettled: () => queryClient.invalidateQueries(trpc.run.pathFilter()),
    }),
  );
  const answer: RunStart | null = mutation.data ?? null;
  return {
    start: (intent: Intent, fingerprint: string) => mutation.mutate({ hostId, intent, fingerprint }),
    isPending: mutation.isPending,
    answer,
    error: mutation.error ? `${mutation.error.message}.` : null,
  };
}
