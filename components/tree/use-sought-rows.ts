'use client';

import { startTransition, useEffect, useMemo, useRef, useState } from 'react';
import type { Stack } from '../../lib/stack/stack.ts';
import type { Steps } from '../../lib/steps.ts';
import { type Expansion, type Rows, unfoldInSteps, unfoldRows } from '../../lib/tree/rows.ts';
import { type Matches, revealMatches, searchInSteps, searchStack } from '../../lib/tree/search.ts';
import type { Forest } from '../../lib/tree/unfold.ts';
import { inSlices } from '../in-slices.ts';

type Searched = { readonly stack: Stack; readonly forest: Forest; readonly expansion: Expansion };

type Sought = {
  readonly matches: Matches;
  /** The rows that are left of a tree, where they were worked out with the search; `of` tells for which. */
  readonly unfolded: { readonly of: Searched; readonly left: Rows } | null;
};

/**
 * What a query finds, and the rows that a search leaves; until these are known, what was found before. Nulls while nothing
 * is sought. Typing waits neither for a search nor for ten thousand rows that its first letter leaves.
 */
export function useSoughtRows(searched: Searched, query: string) {
  const { stack, forest, expansion } = searched;
  const [sought, setSought] = useState(() => firstSought(stack, query));
  const latest = useRef(searched);
  useEffect(() => {
    latest.current = { stack, forest, expansion };
  }, [stack, forest, expansion]);
  useEffect(() => {
    const leaving = new AbortController();
    const tell = async () => {
      const steps = soughtInSteps({ ...latest.current, stack }, query);
      const found = await inSlices(steps, leaving.signal, 'user-visible');
      if (!leaving.signal.aborted) startTransition(() => setSought(found));
    };
    void tell();
    return () => leaving.abort();
  }, [stack, query]);
  const now = query.trim() === '' ? null : sought;
  const left = useMemo(() => now && rowsLeft(now, forest, expansion), [now, forest, expansion]);
  return { matches: now?.matches ?? null, left };
}

function firstSought(stack: Stack, query: string): Sought | null {
  const matches = searchStack(stack, query);
  return matches && { matches, unfolded: null };
}

function* soughtInSteps(of: Searched, query: string): Steps<Sought | null> {
  const matches = yield* searchInSteps(of.stack, query);
  if (matches === null) return null;
  const left = yield* unfoldInSteps(of.forest, of.expansion, revealMatches(of.forest, matches));
  return { matches, unfolded: { of, left } };
}

function rowsLeft({ matches, unfolded }: Sought, forest: Forest, expansion: Expansion): Rows {
  if (unfolded?.of.forest === forest && unfolded.of.expansion === expansion) return unfolded.left;
  return unfoldRows(forest, expansion, revealMatches(forest, matches));
}
