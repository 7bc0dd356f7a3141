'use client';

import { useDeferredValue, useMemo } from 'react';
import type { Finding } from '../../lib/findings/finding.ts';
import { findings } from '../../lib/findings/findings.ts';
import { unjudged } from '../../lib/findings/unjudged.ts';
import type { Stack } from '../../lib/stack/stack.ts';

export type Found = {
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** What could not be judged, in words. */
  readonly unjudged: readonly string[];
};

/** What is wrong with a host. Null until the tree has been drawn for the first time; never holds up the drawing of it. */
export function useFindings(stack: Stack): Found | null {
  const deferred = useDeferredValue<Stack | null>(stack, null);
  return useMemo(
    () => deferred && { findings: findings(deferred), unjudged: unjudged(deferred) },
    [deferred],
  );
}
