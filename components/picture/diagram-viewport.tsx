'use client';

import { useEffect, useMemo, useRef } from 'react';
import type { Bounds, Diagram, DiagramNode } from '../../lib/picture/diagram/diagram.ts';
import { useIsPrinting } from '../tree/use-printing.ts';
import { reaching, type Size, zoomedBy } from './camera.ts';
import { WHOLE } from './diagram-question.ts';
import type { Direction } from './scene-moves.ts';
import type { SceneMarks } from './scene-shapes.tsx';
import { SceneView } from './scene-view.tsx';
import { useArrivals } from './use-arrivals.ts';
import { useCamera } from './use-camera.ts';
import { useHands } from './use-hands.ts';
import { isTooSmallForWords, useLegibleShapes } from './use-legible-shapes.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

export type DiagramViewportProps = {
  readonly diagram: Diagram;
  readonly about: string;
  readonly title: string;
  readonly size: Size;
  readonly marks: SceneMarks;
  /** A device to bring into view; `order` rises with each wish. */
  readonly reveal: { readonly identity: string; readonly order: number } | null;
  readonly onPick: (identity: string) => void;
  /** Came by a key: goes on with keys. */
  readonly takesFocus: boolean;
};

/** Above a box may stand its tab and the words of a line. */
const OVER_BOXES = 40;

/** The part of a diagram that is looked at, and what moves it. */
export function DiagramViewport(props: DiagramViewportProps) {
  const { diagram, about, title, size, marks, reveal, onPick, takesFocus } = props;
  const svg = useRef<SVGSVGElement>(null);
  const bounds = useMemo(() => roomFor(diagram), [diagram]);
  // What is merely selected in the whole host does not move it.
  const centre = about === WHOLE ? null : boxOf(diagram.nodes.find(({ isTarget }) => isTarget));
  const { camera, move, showWhole } = useCamera({ about, bounds, centre, size });
  const { handlers, listenToWheel } = useHands(move, showWhole);
  const isPrinting = useIsPrinting();
  const shapes = useLegibleShapes(diagram, camera, { size, isPrinting });
  useArrivals(svg, diagram, about);

  const show = (identity: string) => {
    const box = boxOf(diagram.nodes.find((node) => node.identity === identity));
    if (box) move((from) => reaching(from, box, size));
  };
  useEffect(() => {
    if (takesFocus) svg.current?.querySelector<SVGGElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }, [takesFocus]);
  const shown = useRef(reveal?.order ?? 0);
  useEffect(() => {
    if (reveal === null || reveal.order === shown.current) return;
    shown.current = reveal.order;
    show(reveal.identity);
  });

  const whole = {
    x: bounds.left,
    y: bounds.top,
    width: bounds.right - bounds.left,
    height: bounds.bottom - bounds.top,
  };
  const view = isPrinting
    ? whole
    : { x: camera.x, y: camera.y, width: size.width / camera.scale, height: size.height / camera.scale };
  return (
    <div className="diagram-viewport" ref={listenToWheel} tabIndex={-1} {...handlers}>
      <p id="diagram-keys" className="sr-only">
        Arrow keys go from device to device, Enter selects. Plus and minus zoom, 0 shows all that fits, Shift
        with an arrow key moves the picture.
      </p>
      <SceneView
        ref={svg}
        className="diagram"
        title={title}
        describedBy="diagram-keys"
        shapes={shapes}
        view={view}
        marks={marks}
        onPick={onPick}
        onFocusPick={show}
        neighbours={(identity, direction) => joined(diagram, identity, direction)}
      />
      {isTooSmallForWords(diagram, camera) && (
        <p className="diagram-hint">Zoom in to read names, or point at a box.</p>
      )}
      <ZoomButtons
        scale={camera.scale}
        onZoom={(factor) => move((from) => zoomedBy(from, factor, { x: size.width / 2, y: size.height / 2 }))}
        onFit={showWhole}
      />
    </div>
  );
}

function roomFor({ bounds }: Diagram): Bounds {
  return { ...bounds, top: bounds.top - OVER_BOXES, bottom: bounds.bottom + OVER_BOXES / 2 };
}

function boxOf(node: DiagramNode | undefined): Bounds | null {
  if (!node) return null;
  const { x, y, width, height } = node;
  return { left: x, top: y - OVER_BOXES, right: x + width, bottom: y + height };
}

/** Up and down lead along the lines, to the nearest aside first. */
function joined({ nodes, edges }: Diagram, identity: string, direction: Direction): readonly string[] {
  const from = nodes.find((node) => node.identity === identity);
  if (!from || direction === 'left' || direction === 'right') return [];
  const ends = new Set(
    edges.flatMap((edge) =>
      direction === 'up'
        ? edge.to === from.devNo
          ? [edge.from]
          : []
        : edge.from === from.devNo
          ? [edge.to]
          : [],
    ),
  );
  return nodes
    .filter(({ devNo }) => ends.has(devNo))
    .toSorted((a, b) => Math.abs(a.x - from.x) - Math.abs(b.x - from.x))
    .map((node) => node.identity);
}
