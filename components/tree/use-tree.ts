'use client';

import { useMemo } from 'react';
import { type DeviceKeys, deviceKeys } from '../../lib/stack/device-key.ts';
import { indexStack, type StackIndex } from '../../lib/stack/index-stack.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';
import { type Row, unfoldRows } from '../../lib/tree/rows.ts';
import type { Matches } from '../../lib/tree/search.ts';
import { type Forest, plantForest } from '../../lib/tree/unfold.ts';
import type { View } from '../view-state.ts';
import { useSoughtRows } from './use-sought-rows.ts';

export type Tree = {
  readonly index: StackIndex;
  readonly keys: DeviceKeys;
  readonly forest: Forest;
  readonly rows: readonly Row[];
  readonly isCut: boolean;
  /** Null while nothing is sought. */
  readonly matches: Matches | null;
  readonly selected: Device | null;
};

/** From the stack and the view to what there is to draw. Each step is redone only when what it rests on changed. */
export function useTree(stack: Stack, view: View): Tree {
  const { order, scope, start, opened, closed } = view;
  const index = useMemo(() => indexStack(stack), [stack]);
  const keys = useMemo(() => deviceKeys(stack), [stack]);
  const forest = useMemo(() => plantForest(index, order, scope), [index, order, scope]);
  const expansion = useMemo(
    () => ({ start, opened: new Set(opened), closed: new Set(closed) }),
    [start, opened, closed],
  );
  // Kept beside what a search leaves of it, so that the end of a search is no work.
  const whole = useMemo(() => unfoldRows(forest, expansion), [forest, expansion]);
  const { matches, left } = useSoughtRows({ stack, forest, expansion }, view.q);
  const unfolded = left ?? whole;
  const selected = view.device === null ? null : keys.find(view.device);
  return useMemo(
    () => ({ index, keys, forest, ...unfolded, matches, selected }),
    [index, keys, forest, unfolded, matches, selected],
  );
}
