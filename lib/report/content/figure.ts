import { type Diagram, layOutDiagram } from '../../picture/diagram/diagram.ts';
import { legendShapes } from '../../picture/diagram/diagram-legend.ts';
import { diagramShapes } from '../../picture/diagram/diagram-scene.ts';
import { WHOLE_HOST } from '../../picture/diagram/scope.ts';
import type { Scene } from '../../picture/scene/scene.ts';
import type { ReportState } from '../report.ts';

const MARGIN = 4;
/** The tags of devices stand out above their boxes. */
const TAG = 22;
/** A legend needs room even under a single box. */
const NARROWEST = 660;

/**
 * The diagram of a state as a figure of a report, whose own text says what it is of and when. `title` is for who cannot
 * see it. The legend stands under the first of several.
 */
export function figureOf(
  { stack, target, parts }: ReportState,
  { title, hasLegend }: { readonly title: string; readonly hasLegend: boolean },
): Scene {
  const marks = { target, parts: new Map(parts.map(({ devNo, part }) => [devNo, part])) };
  const diagram: Diagram = layOutDiagram({ stack, scope: WHOLE_HOST, marks });
  const { left, top, right, bottom } = diagram.bounds;
  const inner = Math.max(NARROWEST, right - left);
  const drawnBottom = TAG + bottom - top;
  const legend = hasLegend
    ? legendShapes(diagram, { x: MARGIN, width: inner, y: drawnBottom + 32 })
    : { shapes: [], height: -32 };
  const at = { x: MARGIN + (inner - (right - left)) / 2 - left, y: TAG - top };
  return {
    width: inner + 2 * MARGIN,
    height: drawnBottom + 32 + legend.height + MARGIN,
    title,
    shapes: [
      { kind: 'group', title: null, identity: null, at, shapes: diagramShapes(diagram) },
      ...legend.shapes,
    ],
  };
}
