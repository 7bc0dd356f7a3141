'use client';

import { type MouseEvent, useMemo } from 'react';
import type { OverviewCell } from '../../lib/picture/overview/overview.ts';
import { NARROW } from '../../lib/picture/overview/overview-scene.ts';
import type { Shape } from '../../lib/picture/scene/scene.ts';
import { pickOf } from './scene-moves.ts';
import type { SceneMarks } from './scene-shapes.tsx';
import { SceneView } from './scene-view.tsx';
import { type DrawnOverview, OVERVIEW_MARGIN } from './use-overview.ts';

type OverviewPlaceProps = {
  readonly drawn: DrawnOverview;
  readonly title: string;
  readonly marks: SceneMarks;
  readonly onPoint: (cell: OverviewCell | null) => void;
  readonly onPick: (identity: string) => void;
};

/**
 * The cells of the overview. Those that are wide enough are groups of their own; of the many that are not, which are drawn
 * together, only the place tells which one is meant.
 */
export function OverviewPlace({ drawn, title, marks, onPoint, onPick }: OverviewPlaceProps) {
  const { overview, shapes } = drawn;
  const { side, top, bottom } = OVERVIEW_MARGIN;
  const marked = useMemo(() => narrowMarks(overview.cells, marks), [overview, marks]);
  const all = useMemo(() => (marked.length === 0 ? shapes : [...shapes, ...marked]), [shapes, marked]);

  const cellAt = (event: MouseEvent): OverviewCell | null => {
    const place = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - place.left - side, event.clientY - place.top - top];
    const isIn = (cell: OverviewCell) =>
      x >= cell.x && x < cell.x + cell.width && y >= cell.y && y < cell.y + cell.height;
    return overview.cells.find(isIn) ?? null;
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the cells that keys can reach are buttons of the scene
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    <div
      className="overview-place"
      data-sought={marks.matches !== null || undefined}
      onPointerMove={(event) => onPoint(cellAt(event))}
      onPointerLeave={() => onPoint(null)}
      onClick={(event) => {
        const cell = pickOf(event.target) ? null : cellAt(event);
        if (cell) onPick(cell.identity);
      }}
    >
      <SceneView
        className="overview"
        title={title}
        shapes={all}
        view={{ x: -side, y: -top, width: overview.width + 2 * side, height: overview.height + top + bottom }}
        marks={marks}
        onPick={onPick}
        onFocusPick={(identity) => onPoint(overview.cells.find((cell) => cell.identity === identity) ?? null)}
      />
    </div>
  );
}

/** More would be a pattern, not a mark. */
const MARKED = 1000;

function narrowMarks(cells: readonly OverviewCell[], { selected, matches }: SceneMarks): readonly Shape[] {
  if (selected === null && matches === null) return [];
  return cells
    .filter(
      ({ width, identity }) => width < NARROW && (identity === selected || (matches?.has(identity) ?? false)),
    )
    .slice(0, MARKED)
    .map(({ x, y, width, height }) => ({
      kind: 'rect',
      x: x - 1,
      y: y - 1,
      width: width + 1,
      height: height + 1,
      stroke: { paint: 'text', width: 2 },
    }));
}
