import type { Row } from './rows.ts';

/**
 * Guide lines before a row, as `dmsetup ls --tree` draws them: nothing before a root; then one column of three
 * characters a level: `pass` for `│ ` and `blank` where an ancestor has a sibling below it or not, and last the row's
 * own `tee` (`├─`) or `elbow` (`└─`).
 */
export type Guide = 'pass' | 'blank' | 'tee' | 'elbow';

export type Guides = {
  /** Levels that are left out on the left, because the row stands deeper than there is room for. */
  readonly hiddenLevels: number;
  /** From left to right. */
  readonly columns: readonly Guide[];
};

/** Columns that the count of hidden levels takes, so that such a row is not indented further than any other. */
export const COUNT_COLUMNS = 2;

/** The guides of one row; `limit` is how many columns there is room for. */
export function guidesOf(rows: readonly Row[], at: number, limit: number): Guides {
  const columns: Guide[] = [];
  let row = rows[at];
  const depth = row ? row.level - 1 : 0;
  const shown = depth > limit ? Math.max(1, limit - COUNT_COLUMNS) : depth;
  for (let i = 0; i < shown && row; i++) {
    const isLast = row.position === row.siblings;
    columns.push(i === 0 ? (isLast ? 'elbow' : 'tee') : isLast ? 'blank' : 'pass');
    row = rows[row.parent];
  }
  return { hiddenLevels: depth - shown, columns: columns.reverse() };
}
