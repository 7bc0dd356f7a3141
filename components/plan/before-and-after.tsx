import { useMemo } from 'react';
import type { Fate } from '../../lib/diff/stack-diff.ts';
import { compareParts } from '../../lib/run/compare-parts.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import type { Direction } from '../../lib/tree/unfold.ts';
import { SmallTree } from './small-tree.tsx';

type BeforeAndAfterProps = {
  readonly before: Stack;
  readonly after: Stack;
  readonly direction: Direction;
  /** Whether it has happened. */
  readonly isDone: boolean;
};

const PLANNED: Readonly<Record<Fate['kind'], string>> = {
  removed: 'will be removed',
  added: 'will be added',
  changed: '',
};
const DONE: Readonly<Record<Fate['kind'], string>> = { removed: 'removed', added: 'added', changed: '' };

/** The part of the stack that a plan is about, as it was and as it is then, side by side where there is room. */
export function BeforeAndAfter({ before, after, direction, isDone }: BeforeAndAfterProps) {
  const { earlier, later } = useMemo(() => fatesOf(before, after), [before, after]);
  const words = isDone ? DONE : PLANNED;
  return (
    <section className="before-and-after" aria-label="Before and after">
      <SmallTree
        title={isDone ? 'Before' : 'Now'}
        stack={before}
        direction={direction}
        fates={earlier}
        words={words}
        whenEmpty="Nothing of it was there."
      />
      <SmallTree
        title={isDone ? 'After' : 'Then'}
        stack={after}
        direction={direction}
        fates={later}
        words={words}
        whenEmpty="Nothing of it is left."
      />
    </section>
  );
}

/** What goes is marked before, what comes and changes after. */
function fatesOf(before: Stack, after: Stack) {
  const fates = [...compareParts(before, after)];
  const isEarlier = ([, { kind }]: readonly [string, Fate]) => kind === 'removed';
  return {
    earlier: new Map(fates.filter(isEarlier)),
    later: new Map(fates.filter((fate) => !isEarlier(fate))),
  };
}
