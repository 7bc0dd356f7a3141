import type { DevNo } from '../../block/dev-no.ts';
import { BOX, type DeviceBox } from './device-box.ts';
import type { Point } from './diagram.ts';
import { type LayeredGraph, layeredGraph } from './layered-graph.ts';
import { orderRanks } from './order-ranks.ts';
import { placeOnRanks } from './place-on-ranks.ts';
import { type Columns, GUTTER, standInColumns } from './stand-in-columns.ts';

/** Between boxes of one rank, from rank to rank, from box to box of a column, between stacks and between rows of them. */
export const SPACING = {
  gap: 28,
  pitch: BOX.maxHeight + 58,
  column: BOX.maxHeight + 28,
  stack: 56,
  row: 64,
} as const;

/** Left upper corners of boxes, and of each line its way past the ranks between. */
export type Places = {
  readonly boxes: ReadonlyMap<DevNo, Point>;
  readonly waypoints: readonly (readonly Waypoint[])[];
};

/** Where a line runs upright. */
export type Waypoint = { readonly x: number; readonly top: number; readonly bottom: number };

export type JoinedBoxes = { readonly from: DevNo; readonly to: DevNo };

/**
 * Stacks that share nothing are laid out one by one and set in rows, so that a host of many small ones is no ribbon.
 * Devices that nothing joins come last, in a block.
 */
export function placeBoxes(boxes: readonly DeviceBox[], lines: readonly JoinedBoxes[]): Places {
  const parts = separateStacks(boxes, lines);
  const lone = parts.filter(({ members }) => members.length === 1).flatMap(({ members }) => members);
  const laid = parts
    .filter(({ members }) => members.length > 1)
    .map((part) => layOutStack(part, boxes, lines));
  if (lone.length > 0) laid.push(layOutLone(lone, boxes));
  const places = new Map<DevNo, Point>();
  const waypoints: (readonly Waypoint[])[] = lines.map(() => []);
  for (const { stack, left, bottom } of setInRows(laid)) {
    const right = (x: number) => Math.round(x + left);
    const down = (y: number) => Math.round(y + bottom);
    for (const [devNo, point] of stack.boxes) places.set(devNo, { x: right(point.x), y: down(point.y) });
    for (const [line, points] of stack.waypoints) {
      waypoints[line] = points.map((way) => ({
        x: right(way.x),
        top: down(way.top),
        bottom: down(way.bottom),
      }));
    }
  }
  return { boxes: places, waypoints };
}

/** Members are indices of boxes, lines of lines. */
type Part = { readonly members: readonly number[]; readonly lines: readonly number[] };

function separateStacks(boxes: readonly DeviceBox[], lines: readonly JoinedBoxes[]): readonly Part[] {
  const at = new Map(boxes.map(({ devNo }, i) => [devNo, i]));
  const joined: number[][] = boxes.map(() => []);
  lines.forEach(({ from, to }) => {
    const [a = 0, b = 0] = [at.get(from), at.get(to)];
    joined[a]?.push(b);
    joined[b]?.push(a);
  });
  const partOf = new Array<number>(boxes.length).fill(-1);
  const members: Set<number>[] = [];
  boxes.forEach((_, start) => {
    if (partOf[start] !== -1) return;
    const reached = new Set([start]);
    for (const box of reached) for (const other of joined[box] ?? []) reached.add(other);
    for (const box of reached) partOf[box] = members.length;
    members.push(reached);
  });
  const linesOf: number[][] = members.map(() => []);
  lines.forEach(({ from }, i) => {
    linesOf[partOf[at.get(from) ?? 0] ?? 0]?.push(i);
  });
  return members.map((set, i) => ({ members: [...set].toSorted((a, b) => a - b), lines: linesOf[i] ?? [] }));
}

/** Its left edge is 0 and its ground 0: what stands higher has a smaller y. */
type LaidStack = {
  readonly boxes: ReadonlyMap<DevNo, Point>;
  readonly waypoints: ReadonlyMap<number, readonly Waypoint[]>;
  readonly width: number;
  readonly height: number;
};

function layOutStack(part: Part, boxes: readonly DeviceBox[], lines: readonly JoinedBoxes[]): LaidStack {
  const own = new Map(part.members.map((box, i) => [boxes[box]?.devNo, i]));
  const graph = layeredGraph(
    part.members.map(() => BOX.width),
    part.lines.map((line) => ({
      upper: own.get(lines[line]?.from) ?? 0,
      lower: own.get(lines[line]?.to) ?? 0,
    })),
  );
  const columns = standInColumns(graph, orderRanks(graph));
  const x = placeOnRanks(columns.graph, columns.order, SPACING.gap);
  const place = (i: number) => placeIn(graph, columns, x, i);
  const placed = part.members.flatMap((box, i): [DevNo, Point][] => {
    const devNo = boxes[box]?.devNo;
    const at = place(i);
    return devNo === undefined ? [] : [[devNo, { x: at.x - BOX.width / 2, y: at.ground - BOX.maxHeight }]];
  });
  const waypoints = part.lines.map((line, i): [number, readonly Waypoint[]] => {
    const upper = place(own.get(lines[line]?.from) ?? 0);
    const lower = place(own.get(lines[line]?.to) ?? 0);
    const past = (graph.waypoints[i] ?? []).map((way) => {
      const { x, rankTop, rankGround } = place(way);
      return { x, top: rankTop, bottom: rankGround };
    });
    return [line, [...gutterBelow(upper), ...past, ...gutterAbove(lower)]];
  });
  const top = Math.min(...part.members.map((_, i) => place(i).rankTop));
  return {
    boxes: new Map(placed),
    waypoints: new Map(waypoints),
    width: Math.max(...x.map((middle, i) => middle + (columns.graph.widths[i] ?? 0) / 2)),
    height: -top,
  };
}

/** `x` is its middle. */
type PlaceInStack = {
  readonly x: number;
  readonly ground: number;
  readonly rankTop: number;
  readonly rankGround: number;
};

function placeIn(graph: LayeredGraph, columns: Columns, x: readonly number[], i: number): PlaceInStack {
  const rank = graph.ranks[i] ?? 0;
  const deeper = columns.depths.slice(0, rank).reduce((sum, depth) => sum + depth - 1, 0);
  const rankGround = -rank * SPACING.pitch - deeper * SPACING.column;
  return {
    x: x[columns.columnOf[i] ?? 0] ?? 0,
    ground: rankGround - (columns.heightOf[i] ?? 0) * SPACING.column,
    rankTop: rankGround - BOX.maxHeight - ((columns.depths[rank] ?? 1) - 1) * SPACING.column,
    rankGround,
  };
}

/** Down beside those that stand below it in its column, and, on the other side, past those above it. */
function gutterBelow({ x, ground, rankGround }: PlaceInStack): readonly Waypoint[] {
  if (ground === rankGround) return [];
  return [
    { x: x + (BOX.width + GUTTER) / 2, top: ground + SPACING.column - BOX.maxHeight, bottom: rankGround },
  ];
}

function gutterAbove({ x, ground, rankTop }: PlaceInStack): readonly Waypoint[] {
  if (ground - BOX.maxHeight === rankTop) return [];
  return [{ x: x - (BOX.width + GUTTER) / 2, top: rankTop, bottom: ground - SPACING.column }];
}

function layOutLone(lone: readonly number[], boxes: readonly DeviceBox[]): LaidStack {
  const columns = Math.ceil(Math.sqrt(lone.length * 1.2));
  const down = Math.max(...lone.map((box) => boxes[box]?.height ?? 0)) + 16;
  const rows = Math.ceil(lone.length / columns);
  const placed = lone.flatMap((box, i): [DevNo, Point][] => {
    const devNo = boxes[box]?.devNo;
    if (devNo === undefined) return [];
    const bottom = (Math.floor(i / columns) - rows + 1) * down;
    return [[devNo, { x: (i % columns) * (BOX.width + SPACING.gap), y: bottom - BOX.maxHeight }]];
  });
  const width = Math.min(columns, lone.length) * (BOX.width + SPACING.gap) - SPACING.gap;
  return { boxes: new Map(placed), waypoints: new Map(), width, height: rows * down };
}

/** Pictures are looked at on screens: about this much wider than high. */
const ASPECT = 1.7;

function setInRows(stacks: readonly LaidStack[]) {
  const area = stacks.reduce(
    (sum, { width, height }) => sum + (width + SPACING.stack) * (height + SPACING.row),
    0,
  );
  const limit = Math.max(Math.sqrt(area * ASPECT), ...stacks.map(({ width }) => width));
  const rows: LaidStack[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const stack of stacks) {
    if (used + stack.width > limit) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(stack);
    used += stack.width + SPACING.stack;
  }
  let bottom = 0;
  return rows.flatMap((row) => {
    bottom += Math.max(...row.map(({ height }) => height));
    const ground = bottom;
    bottom += SPACING.row;
    let left = 0;
    return row.map((stack) => {
      const at = { stack, left, bottom: ground };
      left += stack.width + SPACING.stack;
      return at;
    });
  });
}
