'use client';

import { useMemo } from 'react';
import type { DevNo } from '../../lib/block/dev-no.ts';
import { countsText } from '../../lib/diff/counts.ts';
import type { Fate } from '../../lib/diff/stack-diff.ts';
import { markFates } from '../../lib/picture/diagram/mark-fates.ts';
import { WHOLE_HOST } from '../../lib/picture/diagram/scope.ts';
import { grouped } from '../../lib/text/exact-size.ts';
import { DiagramPlace } from '../picture/diagram-place.tsx';
import { useLayout } from '../picture/use-layout.ts';
import { useRevealed } from '../picture/use-revealed.ts';
import { useSceneMarks } from '../picture/use-scene-marks.ts';
import type { Reveal } from '../tree/use-focused-row.ts';
import type { Tree } from '../tree/use-tree.ts';
import type { View } from '../view-state.ts';

type CompareDiagramProps = {
  readonly tree: Tree;
  readonly fates: ReadonlyMap<DevNo, Fate>;
  readonly extent: View['diff'];
  readonly reveal: Reveal | null;
  readonly onPick: (identity: string) => void;
  readonly takesFocus: boolean;
};

/** What is in the tree, each device once, with what became of it on its tab. */
export function CompareDiagram({ tree, fates, extent, reveal, onPick, takesFocus }: CompareDiagramProps) {
  const { stack } = tree.index;
  const laidOut = useLayout({ stack, scope: WHOLE_HOST, about: extent });
  const diagram = useMemo(() => markFates(laidOut, fates), [laidOut, fates]);
  const marks = useSceneMarks(tree);
  const revealed = useRevealed(tree, reveal);
  const { leftOutCount, nodes } = diagram;
  return (
    <section className="picture-region" aria-label="Diagram of what differs">
      {leftOutCount > 0 && (
        <p className="compare-left-out quiet">
          {grouped(leftOutCount)} devices more are in the tree: the first {nodes.length} are drawn.
        </p>
      )}
      <DiagramPlace
        diagram={diagram}
        about={extent}
        title={`What differs: ${countsText(fates.values())}`}
        marks={marks}
        reveal={revealed}
        onPick={onPick}
        takesFocus={takesFocus}
      />
    </section>
  );
}
