'use client';

import { startTransition, useEffect, useState } from 'react';
import type { Stack } from '../../lib/stack/stack.ts';
import { useHostStack } from '../trpc.tsx';
import { createFindingsRunner, type Found } from './findings-runner.ts';

/**
 * What is wrong with a host, as far as that is known yet: null until it was looked at for the first time, and after
 * that the last result until the next is there. Never holds up the drawing of the tree.
 */
export function useFindings(stack: Stack, hostId: string): Found | null {
  const { freshness } = useHostStack(hostId);
  const [found, setFound] = useState<Found | null>(null);
  const [runner] = useState(() => createFindingsRunner((next) => startTransition(() => setFound(next))));
  const { lastSignAtMs: signAtMs, lastLookAtMs: lookAtMs } = freshness;
  useEffect(() => () => runner.stop(), [runner]);
  useEffect(
    () => runner.see(hostId, { stack, signAtMs, lookAtMs }),
    [runner, hostId, stack, signAtMs, lookAtMs],
  );
  return found?.hostId === hostId ? found : null;
}
