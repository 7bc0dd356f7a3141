import { fitsColumn, type TableColumn } from './lsblk-columns.ts';
import { isBlankAt, sliceColumns, type TerminalLine } from './terminal-columns.ts';

/**
 * The cells of a row by where they stand under the header, since any cell may be empty and some have blanks in them. A cell that is
 * aligned to the right is the word that ends where its title ends; one that is aligned to the left runs from where its title starts to
 * the next cell. Null where a word stands across a boundary: then the row is not aligned.
 */
export function alignedCells(
  line: TerminalLine,
  columns: readonly TableColumn[],
  shift = 0,
): Map<string, string> | null {
  const cells = new Map<string, string>();
  let to = line.length;
  for (let i = columns.length - 1; i >= 0; i--) {
    const column = columns[i];
    if (!column) return null;
    // A shifted row is so from its second cell on.
    const moved = i === 0 ? 0 : shift;
    const end = column.end + moved;
    const start = i === 0 && !column.isRightAligned ? 0 : column.start + moved;
    const from = column.isRightAligned ? wordStart(line, end) : start;
    const stop = column.isRightAligned ? end : to;
    if (from < 0 || from > stop) return null;
    if (!isBlankAt(line, from - 1) && from > 0) return null;
    if (column.isRightAligned && !isBlankAt(line, end)) return null;
    // What stands after a right-aligned cell and before the next one belongs to nothing.
    if (column.isRightAligned && sliceColumns(line, end, to).trim() !== '') return null;
    // Guides and what goes on in a further line may start with blanks.
    const cell = sliceColumns(line, from, stop).trimEnd();
    if (cell !== '' && !fitsColumn(column.name, cell.trimStart())) return null;
    cells.set(column.name, cell);
    to = from;
  }
  return sliceColumns(line, 0, to).trim() === '' ? cells : null;
}

/**
 * The cells of a line that ends with one that is too wide for its column: lsblk prints the rest of that row in the next line. Null where
 * none is.
 */
export function overflowingCells(
  line: TerminalLine,
  columns: readonly TableColumn[],
): Map<string, string> | null {
  for (let last = columns.length - 2; last >= 0; last--) {
    const next = columns[last + 1];
    if (!next || next.start >= line.length) continue;
    const cells = alignedCells(line, columns.slice(0, last + 1));
    if (cells && (cells.get(columns[last]?.name ?? '') ?? '') !== '') return cells;
  }
  return null;
}

function wordStart(line: TerminalLine, end: number): number {
  let start = Math.min(end, line.length);
  while (start > 0 && !isBlankAt(line, start - 1)) start -= 1;
  return start;
}
