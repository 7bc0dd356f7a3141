import type { LayeredGraph } from './layered-graph.ts';

/**
 * A rank of eighty boxes would be a ribbon that nobody can read. Beyond so many, neighbours of one rank stand upon each
 * other in columns; lines reach those in the middle of a column through the gutter beside it.
 */
export type Columns = {
  /** The graph of columns, and of waypoints as they were. */
  readonly graph: LayeredGraph;
  readonly order: readonly (readonly number[])[];
  /** Of each box and waypoint, its column. */
  readonly columnOf: readonly number[];
  /** How many boxes stand below it in its column. */
  readonly heightOf: readonly number[];
  /** Of each rank, how many boxes its highest column has. */
  readonly depths: readonly number[];
};

const WIDEST_RANK = 12;
export const GUTTER = 22;

export function standInColumns(graph: LayeredGraph, order: readonly (readonly number[])[]): Columns {
  const columnOf: number[] = [];
  const heightOf = graph.ranks.map(() => 0);
  const widths: number[] = [];
  const ranks: number[] = [];
  const depths = order.map(
    (rank) => Math.ceil(rank.filter((box) => box < graph.boxCount).length / WIDEST_RANK) || 1,
  );
  if (depths.every((depth) => depth === 1)) {
    return { graph, order, columnOf: graph.ranks.map((_, i) => i), heightOf, depths };
  }
  const columns = order.map((rank, level) => {
    const depth = depths[level] ?? 1;
    let standing = 0;
    let column = -1;
    const made: number[] = [];
    for (const box of rank) {
      const isBox = box < graph.boxCount;
      if (!isBox || standing === 0) {
        const gutter = isBox && depth > 1 ? 2 * GUTTER : 0;
        const next = widths.push((graph.widths[box] ?? 0) + gutter) - 1;
        ranks.push(level);
        made.push(next);
        if (isBox) column = next;
        else columnOf[box] = next;
      }
      if (!isBox) continue;
      columnOf[box] = column;
      // The first of a column is its highest.
      heightOf[box] = depth - 1 - standing;
      standing = (standing + 1) % depth;
    }
    return made;
  });
  const join = (neighbours: LayeredGraph['above']) => {
    const joined: number[][] = widths.map(() => []);
    neighbours.forEach((others, box) => {
      for (const other of others) joined[columnOf[box] ?? 0]?.push(columnOf[other] ?? 0);
    });
    return joined;
  };
  // No column is a waypoint to the layout: lines were drawn to boxes, and straighten by their weight alone.
  const merged = {
    ranks,
    widths,
    boxCount: widths.length,
    above: join(graph.above),
    below: join(graph.below),
    waypoints: [],
  };
  return { graph: merged, order: columns, columnOf, heightOf, depths };
}
