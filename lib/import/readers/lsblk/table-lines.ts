import type { GivenLine, IgnoredLine } from '../../reading.ts';
import { alignedCells } from './aligned-cells.ts';
import { CUT_COLUMN, DEFAULT_COLUMNS, headerColumns, holdsMountPoints } from './lsblk-columns.ts';
import type { LsblkCommand } from './lsblk-command.ts';
import { mergedEdgeWidth } from './merged-groups.ts';
import { rawRow } from './raw-rows.ts';
import { furtherCells, isComplete, type Table, tableRow } from './table-row.ts';
import { sliceColumns, type TerminalLine, terminalLine } from './terminal-columns.ts';
import { hasOnlyVerticals, readGuides } from './tree-guides.ts';

/** A row of a table that is being read; further lines may add to it. */
export type TableDraft = {
  readonly line: GivenLine;
  readonly edge: string;
  readonly cells: Map<string, string>;
  /** Of MOUNTPOINTS and FSROOTS: what stands in further lines. */
  readonly further: Map<string, string[]>;
  /** Its guides are in a line of their own, or lost with it. */
  readonly isUnplaced: boolean;
};

export type TableLines = {
  readonly table: Table;
  readonly isRaw: boolean;
  readonly drafts: readonly TableDraft[];
  readonly ignored: readonly IgnoredLine[];
};

/** The lines of one table, the first of them its header if `hasHeader`. */
export function readTableLines(
  lines: readonly GivenLine[],
  hasHeader: boolean,
  command: LsblkCommand,
): TableLines {
  const header = lines[0]?.text ?? '';
  const body = hasHeader ? lines.slice(1) : lines;
  const columns = hasHeader ? headerColumns(header) : null;
  const names = columns?.map(({ name }) => name) ?? command.columns ?? DEFAULT_COLUMNS;
  const nameStart = columns?.[0]?.name === 'NAME' ? columns[0].start : 0;
  const edgeWidth = mergedEdgeWidth(
    nameStart,
    body.map(({ text }) => text),
  );
  const table = { names, columns, edgeWidth };
  const isRaw = command.isRaw || (hasHeader && !/ {2}/.test(header.trim()) && isRawBody(body, table));
  return { table, isRaw, ...(isRaw ? rawLines(body, table) : tableLines(body, table)) };
}

/** Titles that are all as wide as their columns stand alike in both forms; the rows tell. */
function isRawBody(body: readonly GivenLine[], table: Table): boolean {
  let isRaw = false;
  for (const { text } of body) {
    if (readGuides(text).depth > 0) return false;
    const fits = rawRow(text, table.names) !== null;
    const cells = table.columns && alignedCells(terminalLine(text), table.columns);
    const isAligned = cells !== null && isComplete(cells, table);
    if (isAligned && !fits) return false;
    isRaw = isRaw || (fits && !isAligned);
  }
  return isRaw;
}

function rawLines(body: readonly GivenLine[], table: Table) {
  const drafts: TableDraft[] = [];
  const ignored: IgnoredLine[] = [];
  for (const line of body) {
    const cells = line.text.trim() === '' ? null : rawRow(line.text, table.names);
    if (cells) drafts.push({ line, edge: '', cells, further: new Map(), isUnplaced: false });
    else if (line.text.trim() !== '') ignored.push({ ...line, why: 'no row of this table' });
  }
  return { drafts, ignored };
}

function tableLines(body: readonly GivenLine[], table: Table) {
  const drafts: TableDraft[] = [];
  const ignored: IgnoredLine[] = [];
  for (const [i, line] of body.entries()) {
    if (hasOnlyVerticals(line.text)) continue;
    const shown = terminalLine(line.text);
    const last = drafts.at(-1);
    if (last && isFurtherLine(shown, table)) {
      if (!addTo(last, shown, table)) ignored.push({ ...line, why: 'does not continue the row above' });
      continue;
    }
    const cells = tableRow(shown, table);
    const edge = sliceColumns(shown, 0, table.edgeWidth);
    const isUnplaced = hasLostGuides(line.text, body[i - 1]?.text);
    if (cells) drafts.push({ line, edge, cells, further: new Map(), isUnplaced });
    else ignored.push({ ...line, why: 'no row of this table' });
  }
  return { drafts, ignored };
}

const BRANCH_AT_START = /^[├└`|][─-]/;
const LONG_NAME = 50;

/** Where mail has broken a row between its guides and a name that was too long; of a blank line only the length of the name tells. */
function hasLostGuides(text: string, before: string | undefined): boolean {
  if (before === undefined || !BRANCH_AT_START.test(text) || !hasOnlyVerticals(before)) return false;
  return before.trim() !== '' || (text.split(' ', 1)[0] ?? '').length > LONG_NAME;
}

/** It has no name, only what a row above had no room for. */
function isFurtherLine(line: TerminalLine, { names, columns, edgeWidth }: Table): boolean {
  if (names[0] === 'NAME') {
    const tree = sliceColumns(line, edgeWidth);
    return readGuides(tree).depth === 0 && /^[\s│|┆]/.test(tree);
  }
  const cells = columns && alignedCells(line, columns);
  return hasOnlyVerticals(cells?.get(names.includes('NAME') ? 'NAME' : (names[0] ?? '')) ?? '-');
}

function addTo(draft: TableDraft, line: TerminalLine, table: Table): boolean {
  const cells = cellsOfFurtherLine(line, table);
  if (!cells) return false;
  for (const [column, cell] of cells) {
    if (cell.trim() === '' || column === 'NAME') continue;
    if ((draft.cells.get(column) ?? '') === '') draft.cells.set(column, cell);
    else if (column !== 'MOUNTPOINTS' && column !== 'FSROOTS') return false;
    else if (!draft.further.get(column)?.push(cell)) draft.further.set(column, [cell]);
  }
  return true;
}

function cellsOfFurtherLine(
  line: TerminalLine,
  { names, columns }: Table,
): ReadonlyMap<string, string> | null {
  const last = columns?.at(-1);
  const name = names.at(-1) ?? CUT_COLUMN;
  const isOfLast = holdsMountPoints(name) || name === 'FSROOTS';
  if (isOfLast && last && hasOnlyVerticals(sliceColumns(line, 0, last.start)))
    return new Map([[name, sliceColumns(line, last.start).trimEnd()]]);
  if (columns) return furtherCells(line, columns);
  const point = sliceColumns(line, 0)
    .replace(/^[\s│|┆]+/, '')
    .trimEnd();
  return isOfLast && /^(?:\/|\[SWAP\])/.test(point) ? new Map([[name, point]]) : null;
}
