'use client';

import type { Shape } from '../../lib/picture/scene/scene.ts';
import { Shapes } from './scene-shapes.tsx';

type LegendProps = {
  readonly width: number;
  /** Null until it is known; one line is kept for it, so that the picture does not move then. */
  readonly legend: { readonly shapes: readonly Shape[]; readonly height: number } | null;
};

const RULE_TO_TEXT = 16;

/** What the marks of the picture mean: folded away where it would take the picture's room. */
export function Legend({ width, legend }: LegendProps) {
  if (legend === null) return <div className="legend legend-coming" />;
  // The first shape is a rule, which the page has already.
  const [, ...shapes] = legend.shapes;
  const top = RULE_TO_TEXT - 6;
  const height = legend.height - top;
  return (
    <details className="legend" open={width >= 600}>
      <summary className="legend-word">Legend</summary>
      <svg
        className="scene"
        width={width}
        height={height}
        viewBox={`0 ${top} ${width} ${height}`}
        role="img"
        aria-label="Legend"
      >
        <Shapes shapes={shapes} />
      </svg>
    </details>
  );
}
