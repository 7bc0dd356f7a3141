import { decodeHexEscapes } from '../../../text/escapes.ts';
import { fitsColumn, isAlwaysFilled } from './lsblk-columns.ts';

/** A row of `lsblk -r`: one blank after each cell, also an empty one; blanks in cells are `\x20`. Null for what is none. */
export function rawRow(line: string, columns: readonly string[]): Map<string, string> | null {
  const fields = line.split(' ');
  // Blanks at the end of a line are lost on the way.
  while (fields.length > columns.length && fields.at(-1) === '') fields.pop();
  if (fields.length > columns.length) return null;
  const cells = new Map<string, string>();
  for (const [i, column] of columns.entries()) {
    const cell = fields[i] ?? '';
    if (cell === '' ? isAlwaysFilled(column) : !fitsColumn(column, cell)) return null;
    cells.set(column, decodeHexEscapes(cell));
  }
  return cells;
}
