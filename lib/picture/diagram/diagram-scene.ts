import type { Host } from '../../stack/stack.ts';
import { type Heading, headingShapes } from '../scene/heading.ts';
import type { Scene, Shape } from '../scene/scene.ts';
import type { Diagram, DiagramNode } from './diagram.ts';
import { legendShapes } from './diagram-legend.ts';
import { drawEdges } from './draw-edges.ts';
import { drawNode, drawPlainNode } from './draw-node.ts';

const MARGIN = 28;
/** A heading needs room even over a single box. */
const NARROWEST = 660;

/**
 * The boxes and lines alone, where the layout has them: for a page that has its own heading and legend.
 *
 * @param isPlain which boxes nobody could read where they are: too small, or out of view
 */
export function diagramShapes(
  diagram: Diagram,
  isPlain: (node: DiagramNode) => boolean = () => false,
): readonly Shape[] {
  const boxes = diagram.nodes.map((node) => (isPlain(node) ? drawPlainNode(node) : drawNode(node)));
  return [...drawEdges(diagram), ...boxes];
}

/** The whole picture: heading, diagram, legend. */
export function diagramScene(diagram: Diagram, heading: Heading, host: Host): Scene {
  const { left, top, right, bottom } = diagram.bounds;
  const inner = Math.max(NARROWEST, right - left);
  const box = { x: MARGIN, width: inner };
  const head = headingShapes(heading, host, box);
  const drawnTop = head.height + 24;
  const legendTop = drawnTop + (bottom - top) + 36;
  const legend = legendShapes(diagram, { ...box, y: legendTop });
  const at = { x: MARGIN + (inner - (right - left)) / 2 - left, y: drawnTop - top };
  return {
    width: inner + 2 * MARGIN,
    height: legendTop + legend.height + 16,
    title: `${heading.title}. ${heading.sentences.join(' ')}`.trimEnd(),
    shapes: [
      ...head.shapes,
      { kind: 'group', title: null, identity: null, at, shapes: diagramShapes(diagram) },
      ...legend.shapes,
    ],
  };
}
