import type { LayeredGraph } from './layered-graph.ts';

/**
 * The order of boxes on each rank, so that few lines cross. It begins as a walk up from the ground in the order of the
 * stack, which for trees crosses nothing, and is then swept up and down, each rank sorted by the middle of its
 * neighbours (Sugiyama, Tagawa and Toda), for as long as that takes crossings away. Sorting keeps equals as they were.
 */
export function orderRanks(graph: LayeredGraph): readonly (readonly number[])[] {
  let order = walkUp(graph);
  let best = order;
  let fewest = countCrossings(graph, order);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    order = sweep % 2 === 0 ? swept(order, graph.below, 'up') : swept(order, graph.above, 'down');
    order = withoutNeighbourCrossings(graph, order);
    const crossings = countCrossings(graph, order);
    if (crossings < fewest) {
      fewest = crossings;
      best = order;
    }
  }
  return best;
}

const SWEEPS = 8;

type Order = readonly (readonly number[])[];

function walkUp({ ranks, above, below }: LayeredGraph): Order {
  const order: number[][] = Array.from({ length: Math.max(0, ...ranks) + 1 }, () => []);
  const isSeen = new Array<boolean>(ranks.length).fill(false);
  // What a box stands on is placed before what stands on it, so that bases of one holder stay together.
  const open: number[] = [];
  for (let start = ranks.length - 1; start >= 0; start--) if (below[start]?.length === 0) open.push(start);
  while (open.length > 0) {
    const at = open.pop() ?? 0;
    if (isSeen[at]) continue;
    isSeen[at] = true;
    order[ranks[at] ?? 0]?.push(at);
    const next = above[at] ?? [];
    for (let i = next.length - 1; i >= 0; i--) open.push(next[i] ?? 0);
    const siblings = next.flatMap((holder) => below[holder] ?? []);
    for (let i = siblings.length - 1; i >= 0; i--) open.push(siblings[i] ?? 0);
  }
  return order;
}

function swept(order: Order, neighbours: LayeredGraph['above'], direction: 'up' | 'down'): Order {
  const result = order.map((rank) => [...rank]);
  const places = new Map<number, number>();
  const note = (rank: readonly number[]) => {
    rank.forEach((box, i) => {
      places.set(box, i);
    });
  };
  const ranks = direction === 'up' ? result : result.toReversed();
  for (const [i, rank] of ranks.entries()) {
    if (i > 0)
      sortByMiddle(rank, (box) => middle((neighbours[box] ?? []).map((other) => places.get(other) ?? 0)));
    note(rank);
  }
  return result;
}

/** Those without neighbours keep their places; the others are sorted among the places that are left. */
function sortByMiddle(rank: number[], middleOf: (box: number) => number | null): void {
  const movable = rank.flatMap((box) => {
    const at = middleOf(box);
    return at === null ? [] : [{ box, at }];
  });
  const isMovable = new Set(movable.map(({ box }) => box));
  const sorted = movable.toSorted((a, b) => a.at - b.at).values();
  rank.forEach((box, i) => {
    if (isMovable.has(box)) rank[i] = sorted.next().value?.box ?? box;
  });
}

function middle(places: readonly number[]): number | null {
  if (places.length === 0) return null;
  return places.reduce((sum, place) => sum + place, 0) / places.length;
}

/** Swaps neighbours on a rank wherever that takes crossings away. */
function withoutNeighbourCrossings(graph: LayeredGraph, order: Order): Order {
  const result = order.map((rank) => [...rank]);
  const places: number[] = [];
  for (const rank of result)
    rank.forEach((box, i) => {
      places[box] = i;
    });
  for (const rank of result) {
    for (let i = 0; i + 1 < rank.length; i++) {
      const [a = 0, b = 0] = [rank[i], rank[i + 1]];
      const saved =
        crossed(graph.above[a], graph.above[b], places) +
        crossed(graph.below[a], graph.below[b], places) -
        crossed(graph.above[b], graph.above[a], places) -
        crossed(graph.below[b], graph.below[a], places);
      if (saved <= 0) continue;
      rank[i] = b;
      rank[i + 1] = a;
      places[b] = i;
      places[a] = i + 1;
    }
  }
  return result;
}

/** Crossings of two boxes' lines when the first stands left of the second. */
function crossed(
  left: readonly number[] = [],
  right: readonly number[] = [],
  places: readonly number[],
): number {
  let count = 0;
  for (const a of left) for (const b of right) if ((places[a] ?? 0) > (places[b] ?? 0)) count += 1;
  return count;
}

export function countCrossings({ below }: Pick<LayeredGraph, 'below'>, order: Order): number {
  let count = 0;
  for (let rank = 1; rank < order.length; rank++) {
    const places = new Map(order[rank - 1]?.map((box, i) => [box, i]));
    const ends = (order[rank] ?? []).flatMap((box) =>
      (below[box] ?? []).map((base) => places.get(base) ?? 0).toSorted((a, b) => a - b),
    );
    count += inversions(ends, order[rank - 1]?.length ?? 0);
  }
  return count;
}

/** Pairs that stand the wrong way round, by a tree of sums (Barth, Mutzel and Jünger). */
function inversions(values: readonly number[], limit: number): number {
  const sums = new Array<number>(limit + 1).fill(0);
  let count = 0;
  values.forEach((value, seen) => {
    let smaller = 0;
    for (let i = value + 1; i > 0; i -= i & -i) smaller += sums[i] ?? 0;
    count += seen - smaller;
    for (let i = value + 1; i <= limit; i += i & -i) sums[i] = (sums[i] ?? 0) + 1;
  });
  return count;
}
