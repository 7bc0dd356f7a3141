'use client';

import { useMemo } from 'react';
import type { Reveal } from '../tree/use-focused-row.ts';
import type { Tree } from '../tree/use-tree.ts';

/** What the tree is asked to bring into view, as a device: a picture brings the same into view. */
export function useRevealed({ rows, keys }: Tree, reveal: Reveal | null) {
  const row = reveal && rows.find(({ key }) => key === reveal.key);
  const identity = row ? keys.keyOf(row.device) : null;
  const order = reveal?.order ?? 0;
  return useMemo(() => (identity === null ? null : { identity, order }), [identity, order]);
}
