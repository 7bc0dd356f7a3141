/**
 * A layered graph is what is left of a stack once only its shape matters: boxes of a width, each on a rank, and lines
 * between them. A line that passes a rank bends there, at a waypoint, which takes part in the ordering as a thin box.
 * Places are indices: thousands of them are sorted and summed many times over.
 */
export type LayeredGraph = {
  /** Of each box, then of each waypoint. */
  readonly ranks: readonly number[];
  readonly widths: readonly number[];
  /** Boxes come first: `i < boxCount`. */
  readonly boxCount: number;
  /** Joined neighbours on the rank above and below. */
  readonly above: readonly (readonly number[])[];
  readonly below: readonly (readonly number[])[];
  /** Of each line given, the waypoints from its upper end to its lower end. */
  readonly waypoints: readonly (readonly number[])[];
};

/** `upper` stands on `lower`; both are indices of boxes. */
export type Line = { readonly upper: number; readonly lower: number };

export const WAYPOINT_WIDTH = 16;

export function layeredGraph(widths: readonly number[], lines: readonly Line[]): LayeredGraph {
  const ranks = ranksOf(widths.length, lines);
  const all = [...widths];
  const above: number[][] = widths.map(() => []);
  const below: number[][] = widths.map(() => []);
  const join = (upper: number, lower: number) => {
    below[upper]?.push(lower);
    above[lower]?.push(upper);
  };
  const waypoints = lines.map(({ upper, lower }) => {
    const passed: number[] = [];
    let from = upper;
    for (let rank = (ranks[upper] ?? 0) - 1; rank > (ranks[lower] ?? 0); rank--) {
      const waypoint = all.push(WAYPOINT_WIDTH) - 1;
      ranks.push(rank);
      above.push([]);
      below.push([]);
      join(from, waypoint);
      passed.push(waypoint);
      from = waypoint;
    }
    join(from, lower);
    return passed;
  });
  return { ranks, widths: all, boxCount: widths.length, above, below, waypoints };
}

/**
 * A box stands one rank above the highest of its bases. So nothing that comes to stand on a device moves it, nor what
 * is below it; what has no base is on the ground.
 */
function ranksOf(count: number, lines: readonly Line[]): number[] {
  const bases: number[][] = Array.from({ length: count }, () => []);
  for (const { upper, lower } of lines) bases[upper]?.push(lower);
  const ranks = new Array<number>(count).fill(-1);
  for (let start = 0; start < count; start++) {
    const open = [start];
    while (open.length > 0) {
      const at = open[open.length - 1] ?? 0;
      const waiting = (bases[at] ?? []).filter((base) => (ranks[base] ?? 0) < 0);
      if (waiting.length === 0 || ranks[at] !== -1) {
        open.pop();
        if (ranks[at] === -1)
          ranks[at] = 1 + Math.max(-1, ...(bases[at] ?? []).map((base) => ranks[base] ?? 0));
      } else open.push(...waiting);
    }
  }
  return ranks;
}
