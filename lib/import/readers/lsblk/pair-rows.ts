import { decodeHexEscapes } from '../../../text/escapes.ts';
import type { GivenLine, IgnoredLine } from '../../reading.ts';
import { columnOf, mountPointColumn, namesDevice } from './lsblk-columns.ts';
import type { LsblkRow, LsblkRows } from './lsblk-rows.ts';

/** `lsblk -P`: `NAME="sda" MAJ:MIN="8:0" …`, with `-y` `MAJ_MIN`. Every row is printed again below each of its bases. */

const PAIR = /([A-Z][A-Z0-9:_%-]*)="((?:[^"\\]|\\.)*)"/g;
const STARTS_WITH_PAIR = /^\s*[A-Z][A-Z0-9:_%-]*="/;

export function pairRows(lines: readonly GivenLine[]): LsblkRows {
  const rows: LsblkRow[] = [];
  const ignored: IgnoredLine[] = [];
  let isCut = false;
  for (const line of lines) {
    if (line.text.trim() === '') continue;
    const row = pairRow(line);
    if (row) rows.push(row);
    else ignored.push({ ...line, why: 'no pairs of lsblk' });
    // What is left of a pair was cut at the end of the line.
    isCut = isCut || (row !== null && line.text.replace(PAIR, '').trim() !== '');
  }
  const end = rows.at(-1)?.at ?? 0;
  return {
    rows,
    form: 'repeating-list',
    isCut: isCut || ignored.some(({ at, text }) => at < end || STARTS_WITH_PAIR.test(text)),
    ignored,
  };
}

/** Of one line; null without two columns of lsblk, one of them the name. */
export function pairRow({ text, at }: GivenLine): LsblkRow | null {
  if (!STARTS_WITH_PAIR.test(text)) return null;
  const cells = new Map<string, string>();
  for (const [, title = '', value = ''] of text.matchAll(PAIR)) {
    const column = columnOf(title);
    if (column !== null) cells.set(column, decodeHexEscapes(value.replace(/\\(["\\$`])/g, '$1')).trim());
  }
  const name = [...cells].find(([column, cell]) => namesDevice(column) && cell !== '');
  if (!name || cells.size < 2) return null;
  const mounts = mountPointColumn(cells);
  const mountPoints = mounts ? (cells.get(mounts) ?? '').split('\n').filter((point) => point !== '') : null;
  return { at, cells, mountPoints, under: null };
}
