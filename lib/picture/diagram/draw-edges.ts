import { svgNumber } from '../scene/render-svg.ts';
import type { Shape, Stroke } from '../scene/scene.ts';
import type { Diagram, DiagramEdge, Point } from './diagram.ts';
import { edgeLabels } from './edge-labels.ts';

/** Lines from holders down to bases. What leads up from the target is drawn last and strongest. */
export function drawEdges({ edges, nodes }: Diagram): readonly Shape[] {
  const byWeight = edges.toSorted((a, b) => weightOf(a) - weightOf(b));
  return [
    ...byWeight.map((edge) => ({ kind: 'path', d: curve(edge.points), stroke: strokeOf(edge) }) as const),
    ...edgeLabels(byWeight, nodes.find(({ isTarget }) => isTarget)?.devNo ?? null),
  ];
}

const WEIGHTS = { holds: 2, finding: 1 } as const;

function weightOf({ mark }: DiagramEdge): number {
  return mark === null ? 0 : WEIGHTS[mark];
}

function strokeOf({ kind, mark }: DiagramEdge): Stroke {
  const dash = kind === 'loop-file' || kind === 'nbd-file' ? 'dashed' : null;
  const strong = { holds: { paint: 'text', width: 3.5 }, finding: { paint: 'text', width: 2 } } as const;
  const plain =
    dash === null
      ? ({ paint: 'guide', width: 1.25 } as const)
      : ({ paint: 'layer-file', width: 1.5 } as const);
  return { ...(mark === null ? plain : strong[mark]), ...(dash === null ? {} : { dash }) };
}

/** Leaves and arrives upright. */
function curve(points: readonly Point[]): string {
  const [start, ...rest] = points;
  if (!start) return '';
  const parts = [`M${svgNumber(start.x)} ${svgNumber(start.y)}`];
  let from = start;
  for (const to of rest) {
    if (Math.abs(to.x - from.x) < 0.5) parts.push(`V${svgNumber(to.y)}`);
    else {
      const middle = svgNumber((from.y + to.y) / 2);
      parts.push(
        `C${svgNumber(from.x)} ${middle} ${svgNumber(to.x)} ${middle} ${svgNumber(to.x)} ${svgNumber(to.y)}`,
      );
    }
    from = to;
  }
  return parts.join('');
}
