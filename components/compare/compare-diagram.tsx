'use client';

import { useMemo } from 'react';
import type { DevNo } from '../../lib/block/dev-no.ts';
import { countsText } from '../../lib/diff/counts.ts';
import type { Fate } from '../../lib/diff/stack-diff.ts';
import { layOutDiagram, NO_MARKS } from '../../lib/picture/diagram/diagram.ts';
import { diagramShapes } from '../../lib/picture/diagram/diagram-scene.ts';
import { markFates } from '../../lib/picture/diagram/mark-fates.ts';
import { WHOLE_HOST } from '../../lib/picture/diagram/scope.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { SceneView } from '../picture/scene-view.tsx';
import type { Tree } from '../tree/use-tree.ts';

type CompareDiagramProps = {
  readonly tree: Tree;
  readonly fates: ReadonlyMap<DevNo, Fate>;
  readonly onSelect: (device: Device) => void;
};

const MARGIN = 28;
/** Over a box may stand its tab. */
const OVER_BOXES = 24;

/** What is in the tree, each device once, with what became of it on its tab. */
export function CompareDiagram({ tree, fates, onSelect }: CompareDiagramProps) {
  const { stack } = tree.index;
  const diagram = useMemo(
    () => markFates(layOutDiagram({ stack, scope: WHOLE_HOST, marks: NO_MARKS }), fates),
    [stack, fates],
  );
  const shapes = useMemo(() => diagramShapes(diagram), [diagram]);
  const { left, top, right, bottom } = diagram.bounds;
  const box = {
    x: left - MARGIN,
    y: top - MARGIN - OVER_BOXES,
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN + OVER_BOXES,
  };
  const matches = useMemo(
    () =>
      tree.matches &&
      new Set(stack.devices.filter(({ devNo }) => tree.matches?.devNos.has(devNo)).map(tree.keys.keyOf)),
    [stack, tree],
  );
  const selected = tree.selected && tree.keys.keyOf(tree.selected);
  const pick = (identity: string) => {
    const device = tree.keys.find(identity);
    if (device) onSelect(device);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="compare-diagram" tabIndex={0} aria-label="Diagram of what differs">
      {diagram.leftOutCount > 0 && (
        <p className="compare-limits quiet">
          {diagram.leftOutCount} devices more are in the tree: the first {diagram.nodes.length} are drawn.
        </p>
      )}
      <div style={{ width: box.width, height: box.height }}>
        <SceneView
          title={`What differs: ${countsText(fates.values())}`}
          shapes={shapes}
          view={box}
          marks={{ selected, matches }}
          onPick={pick}
        />
      </div>
    </section>
  );
}
