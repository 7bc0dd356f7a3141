export type Screen = { readonly width: number; readonly height: number };

/** A stack of the host: how many ends it has, and how high it is. */
export type TreeSize = { readonly leaves: number; readonly levels: number };

type Span = { readonly from: number; readonly to: number; readonly depth: number };
type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type Fit = {
  /** Of each tree, the place of its first end in the band. */
  readonly starts: readonly number[];
  readonly height: number;
  /** Where a span of the band is on the screen: one box in each row that it crosses. */
  readonly place: (span: Span) => readonly Box[];
};

const ROW_GAP = 18;
/** Heights of a cell, and how wide an end must be for that height to be worth it. */
const CELLS = [
  { height: 24, narrowest: 64 },
  { height: 18, narrowest: 24 },
  { height: 13, narrowest: 8 },
  { height: 9, narrowest: 3 },
  { height: 6, narrowest: 0 },
] as const;
/** Wider ends need no further rows; a small host is not spread thinner than this. */
const COMFORTABLE = 96;
const WIDEST = 160;

/** The largest cells with which all rows still fit the screen; the smallest where none do. */
export function rowsOfTrees(trees: readonly TreeSize[], screen: Screen): Fit {
  const leaves = Math.max(
    1,
    trees.reduce((sum, tree) => sum + tree.leaves, 0),
  );
  const enough = Math.ceil((leaves * COMFORTABLE) / screen.width);
  let last = cutIntoRows(trees, leaves, CELLS[0].height);
  for (const cell of CELLS) {
    let best: Rows | null = null;
    for (let rows = 1; rows <= enough; rows++) {
      const cut = cutIntoRows(trees, Math.ceil(leaves / rows), cell.height);
      if (cut.height > screen.height) break;
      best = cut;
    }
    last = best ?? cutIntoRows(trees, leaves, cell.height);
    if (best && screen.width / best.perRow >= cell.narrowest) break;
  }
  return { starts: last.starts, height: last.height, place: (span) => boxesOf(span, last, screen) };
}

type Rows = {
  readonly starts: readonly number[];
  /** Ends in a row. */
  readonly perRow: number;
  readonly cellHeight: number;
  /** The lower edge of each row. */
  readonly grounds: readonly number[];
  readonly height: number;
};

/** A tree that fits a row is not cut; a wider one goes on in the next. */
function cutIntoRows(trees: readonly TreeSize[], perRow: number, cellHeight: number): Rows {
  const levels: number[] = [];
  let end = 0;
  const starts = trees.map((tree) => {
    const left = perRow - (end % perRow);
    if (tree.leaves > left && tree.leaves <= perRow) end += left;
    const start = end;
    end += tree.leaves;
    for (let row = Math.floor(start / perRow); row * perRow < end; row++) {
      levels[row] = Math.max(levels[row] ?? 0, tree.levels);
    }
    return start;
  });
  let ground = 0;
  const grounds = levels.map((count) => {
    ground += ROW_GAP + count * cellHeight;
    return ground;
  });
  return { starts, perRow, cellHeight, grounds, height: ground };
}

function boxesOf(
  { from, to, depth }: Span,
  { perRow, cellHeight, grounds }: Rows,
  screen: Screen,
): readonly Box[] {
  const unit = Math.min(WIDEST, screen.width / perRow);
  const boxes: Box[] = [];
  for (let row = Math.floor(from / perRow); row * perRow < to; row++) {
    const left = Math.max(0, from - row * perRow);
    const right = Math.min(perRow, to - row * perRow);
    const y = (grounds[row] ?? 0) - (depth + 1) * cellHeight;
    boxes.push({ x: left * unit, y, width: (right - left) * unit, height: cellHeight });
  }
  return boxes;
}
