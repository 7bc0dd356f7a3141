import type { LayeredGraph } from './layered-graph.ts';

/**
 * Where each box stands on its rank, once the order is known: as near as it can to the middle of what it is joined to,
 * with a gap to its neighbours. One rank at a time that is a least-squares fit under an order, which pooling of
 * neighbours solves exactly; sweeping up and down a few times settles the whole.
 *
 * @returns the middle of each box and waypoint, the leftmost edge at 0
 */
export function placeOnRanks(
  graph: LayeredGraph,
  order: readonly (readonly number[])[],
  gap: number,
): readonly number[] {
  const x = new Array<number>(graph.ranks.length).fill(0);
  const rooms = order.map((rank) => roomsOf(graph, rank, gap));
  order.forEach((rank, i) => {
    rank.forEach((box, at) => {
      x[box] = rooms[i]?.[at] ?? 0;
    });
  });
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isUp = sweep % 2 === 0;
    for (let i = 0; i < order.length; i++) {
      const at = isUp ? i : order.length - 1 - i;
      fitRank(graph, { rank: order[at] ?? [], rooms: rooms[at] ?? [], isLast: sweep >= SWEEPS - 2, isUp }, x);
    }
  }
  const left = Math.min(...x.map((middle, i) => middle - (graph.widths[i] ?? 0) / 2));
  return x.map((middle) => middle - left);
}

const SWEEPS = 14;
/** A waypoint pulls harder than a box: long lines should be straight before boxes are centred. */
const WAYPOINT_PULL = 4;

/** How far right of the first the middle of each box must be at least. */
function roomsOf({ widths }: LayeredGraph, rank: readonly number[], gap: number): readonly number[] {
  let at = 0;
  return rank.map((box, i) => {
    const before = rank[i - 1];
    if (before !== undefined) at += ((widths[before] ?? 0) + (widths[box] ?? 0)) / 2 + gap;
    return at;
  });
}

type Fit = {
  readonly rank: readonly number[];
  readonly rooms: readonly number[];
  readonly isLast: boolean;
  readonly isUp: boolean;
};

type Pool = { sum: number; weight: number; count: number };

function fitRank(graph: LayeredGraph, { rank, rooms, isLast, isUp }: Fit, x: number[]): void {
  const pools: Pool[] = [];
  rank.forEach((box, i) => {
    const below = graph.below[box] ?? [];
    const above = graph.above[box] ?? [];
    const sought = isLast ? [...below, ...above] : isUp ? below : above;
    const room = rooms[i] ?? 0;
    const weight =
      sought.length === 0 ? 0.01 : sought.reduce((sum, other) => sum + pull(graph, box, other), 0);
    const at =
      sought.length === 0
        ? (x[box] ?? 0)
        : sought.reduce((sum, other) => sum + (x[other] ?? 0) * pull(graph, box, other), 0) / weight;
    pools.push({ sum: (at - room) * weight, weight, count: 1 });
    for (
      let last = pools.at(-1), prior = pools.at(-2);
      last && prior;
      last = pools.at(-1), prior = pools.at(-2)
    ) {
      if (prior.sum / prior.weight <= last.sum / last.weight) break;
      pools.splice(-2, 2, {
        sum: prior.sum + last.sum,
        weight: prior.weight + last.weight,
        count: prior.count + last.count,
      });
    }
  });
  let i = 0;
  for (const { sum, weight, count } of pools) {
    for (const end = i + count; i < end; i++) x[rank[i] ?? 0] = sum / weight + (rooms[i] ?? 0);
  }
}

function pull({ boxCount }: LayeredGraph, box: number, other: number): number {
  return box >= boxCount && other >= boxCount
    ? WAYPOINT_PULL * 2
    : box >= boxCount || other >= boxCount
      ? 2
      : 1;
}
