import type { DevNo } from '../../block/dev-no.ts';
import type { Fate } from '../../diff/stack-diff.ts';
import { holdersOf, indexStack, type StackIndex } from '../../stack/index-stack.ts';
import type { Edge, Stack } from '../../stack/stack.ts';
import { BOX, type DeviceBox, deviceBox } from './device-box.ts';
import { keepPlaces } from './keep-places.ts';
import { placeBoxes } from './place-boxes.ts';
import { routeLines } from './route-lines.ts';
import { type DiagramScope, devicesInScope } from './scope.ts';

/**
 * The diagram is a part of the stack as boxes on ranks, each device once: what it stands on below it, what stands on it
 * above it. The layout is our own, in layered-graph.ts (ranks), order-ranks.ts and place-on-ranks.ts. Measured against
 * @dagrejs/dagre 3.1, d3-dag 1.2 and elkjs 0.12 on eleven captures of the zoo (5 to 115 devices), it crosses 351 lines
 * where they cross 735, 260 and 415; takes 13 ms for all of them where they take 229, 472 and 609; moves what is not
 * related to a device that goes 133 px on average where they move it 231, 227 and 852; and weighs 2 kB where they weigh
 * 17, 37 and 453 (gzip; elkjs answers only through a promise). Only d3-dag draws fewer crossings, for thirty-seven times
 * the time. None of them keeps places between two pictures; with the picture before, keep-places.ts leaves
 * everything that is not new exactly where it was.
 */
export type Diagram = {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly bounds: Bounds;
  /** Devices of the host that are not drawn. */
  readonly leftOutCount: number;
};

export type DiagramNode = DeviceBox & {
  /** Left edge and top. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isTarget: boolean;
  /** It stands, directly or not, on the target. */
  readonly holdsTarget: boolean;
  /** What it is to the finding that is shown; null for nothing. */
  readonly part: string | null;
  /** In a comparison, what became of it; absent where nothing did. */
  readonly fate?: Fate['kind'];
  /** Direct holders and bases that are not drawn. */
  readonly hiddenHolders: number;
  readonly hiddenBases: number;
};

export type DiagramEdge = {
  readonly from: DevNo;
  readonly to: DevNo;
  readonly kind: Edge['kind'];
  readonly roles: readonly string[];
  readonly file: string | null;
  /** From the holder's lower edge to the base's upper edge. */
  readonly points: readonly Point[];
  /** `holds`: on the way from the target up. `finding`: between two devices of the finding. */
  readonly mark: 'holds' | 'finding' | null;
};

export type Bounds = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

export type Point = { readonly x: number; readonly y: number };

/** What is pointed out in a diagram. */
export type DiagramMarks = {
  readonly target: DevNo | null;
  readonly parts: ReadonlyMap<DevNo, string>;
};

export const NO_MARKS: DiagramMarks = { target: null, parts: new Map() };

export type DiagramInput = {
  readonly stack: Stack;
  readonly scope: DiagramScope;
  readonly marks: DiagramMarks;
};

/** @param previous the picture before, where there is one: what is in both stays in its place */
export function layOutDiagram(
  { stack, scope, marks }: DiagramInput,
  previous: Diagram | null = null,
): Diagram {
  const index = indexStack(stack);
  const devices = devicesInScope(index, scope);
  const shown = new Set(devices.map(({ devNo }) => devNo));
  const boxes = devices.map((device) => deviceBox(index, device));
  const joins = devices.flatMap((device) =>
    device.bases.flatMap((edge) => (shown.has(edge.base) ? [{ from: device.devNo, edge }] : [])),
  );
  const lines = joins.map(({ from, edge }) => ({ from, to: edge.base }));
  const fresh = placeBoxes(boxes, lines);
  const places = previous === null ? fresh : keepPlaces({ boxes, lines, fresh, previous });
  const nodes = boxes.map(
    (box): DiagramNode => ({
      ...box,
      ...(places.boxes.get(box.devNo) ?? { x: 0, y: 0 }),
      width: BOX.width,
      isTarget: false,
      holdsTarget: false,
      part: null,
      ...hiddenAround(index, box.devNo, shown),
    }),
  );
  const routes = routeLines(lines, nodes, places.waypoints);
  const edges = joins.map(
    ({ from, edge: { base, kind, roles, file } }, i): DiagramEdge => ({
      from,
      to: base,
      kind,
      roles,
      file,
      points: routes[i] ?? [],
      mark: null,
    }),
  );
  const bounds = boundsOf(nodes, edges);
  const leftOutCount = stack.devices.length - devices.length;
  return markDiagram({ nodes, edges, bounds, leftOutCount }, index, marks);
}

/** The same places, with other things pointed out. What looks as before is the same object. */
export function markDiagram(diagram: Diagram, index: StackIndex, { target, parts }: DiagramMarks): Diagram {
  const holders = target === null ? new Set<DevNo>() : reachUp(index, target);
  const nodes = diagram.nodes.map((node): DiagramNode => {
    const isTarget = node.devNo === target;
    const holdsTarget = !isTarget && holders.has(node.devNo);
    const part = parts.get(node.devNo) ?? null;
    const isSame = node.isTarget === isTarget && node.holdsTarget === holdsTarget && node.part === part;
    return isSame ? node : { ...node, isTarget, holdsTarget, part };
  });
  const edges = diagram.edges.map((edge): DiagramEdge => {
    const isHeld = holders.has(edge.from) && holders.has(edge.to);
    const isFound = parts.has(edge.from) && parts.has(edge.to);
    const mark = isHeld ? 'holds' : isFound ? 'finding' : null;
    return edge.mark === mark ? edge : { ...edge, mark };
  });
  return { ...diagram, nodes, edges };
}

function reachUp(index: StackIndex, target: DevNo): ReadonlySet<DevNo> {
  const reached = new Set([target]);
  for (const devNo of reached) for (const { holder } of holdersOf(index, devNo)) reached.add(holder.devNo);
  return reached;
}

function hiddenAround(index: StackIndex, devNo: DevNo, shown: ReadonlySet<DevNo>) {
  const count = (others: readonly DevNo[]) => new Set(others.filter((other) => !shown.has(other))).size;
  return {
    hiddenHolders: count(holdersOf(index, devNo).map(({ holder }) => holder.devNo)),
    hiddenBases: count(index.byDevNo.get(devNo)?.bases.map(({ base }) => base) ?? []),
  };
}

function boundsOf(nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): Bounds {
  const bounds = { left: 0, top: 0, right: 0, bottom: 0 };
  const reach = (x: number, y: number) => {
    bounds.left = Math.min(bounds.left, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.right = Math.max(bounds.right, x);
    bounds.bottom = Math.max(bounds.bottom, y);
  };
  for (const { x, y, width, height } of nodes) {
    reach(x, y);
    reach(x + width, y + height);
  }
  for (const { points } of edges) for (const { x, y } of points) reach(x, y);
  return bounds;
}
