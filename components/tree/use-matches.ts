'use client';

import { startTransition, useEffect, useState } from 'react';
import type { Stack } from '../../lib/stack/stack.ts';
import { type Matches, searchInSteps, searchStack } from '../../lib/tree/search.ts';
import { inSlices } from '../in-slices.ts';

/** What a query finds; until that is known, what was found before it. Typing never waits for a search. */
export function useMatches(stack: Stack, query: string): Matches | null {
  const [matches, setMatches] = useState(() => searchStack(stack, query));
  const isBlank = query.trim() === '';
  useEffect(() => {
    const leaving = new AbortController();
    const tell = async () => {
      const found = await inSlices(searchInSteps(stack, query), leaving.signal, 'user-visible');
      if (!leaving.signal.aborted) startTransition(() => setMatches(found));
    };
    void tell();
    return () => leaving.abort();
  }, [stack, query]);
  return isBlank ? null : matches;
}
