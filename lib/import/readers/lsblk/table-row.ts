import { alignedCells, overflowingCells } from './aligned-cells.ts';
import { isAlwaysFilled, type TableColumn } from './lsblk-columns.ts';
import { isBlankAt, sliceColumns, type TerminalLine } from './terminal-columns.ts';
import { hasOnlyVerticals, readGuides } from './tree-guides.ts';
import { cellsOfWords } from './word-cells.ts';

/** A table for people. Without a header there are no columns to align with, only their names. */
export type Table = {
  readonly names: readonly string[];
  readonly columns: readonly TableColumn[] | null;
  /** Of the lines that `-M` draws left of the tree. */
  readonly edgeWidth: number;
};

const DEV_NO = /\s(\d{1,10}):\d{1,10}(?=\s|$)/;
/** `vg-root (dm-0)`, as util-linux before 2.22 prints a name. */
const ONE_NAME = /^\S+(?: \(dm-\d+\))?$/;

/** The cells of a row, its name with its guides; null for what is no row. Of a name that fills its line, only the name. */
export function tableRow(line: TerminalLine, table: Table): Map<string, string> | null {
  const text = sliceColumns(line, 0);
  const cells = (table.columns && atTitles(line, table.columns)) ?? inOrder(text, table);
  if (cells) return cells;
  if (table.names[0] !== 'NAME') return null;
  const wide = table.columns && overflowingCells(line, table.columns);
  const tree = (wide?.get('NAME') ?? text).slice(table.edgeWidth);
  const name = tree.slice(readGuides(tree).length).trimEnd();
  return ONE_NAME.test(name) ? (wide ?? new Map([['NAME', text.trimEnd()]])) : null;
}

export function isComplete(cells: ReadonlyMap<string, string>, table: Table): boolean {
  return table.names.every((name) => !isAlwaysFilled(name) || (cells.get(name) ?? '') !== '');
}

function atTitles(line: TerminalLine, columns: readonly TableColumn[]): Map<string, string> | null {
  const table = { names: columns.map(({ name }) => name), columns, edgeWidth: 0 };
  const cells = alignedCells(line, columns);
  if (cells && isComplete(cells, table)) return cells;
  const moved = shiftOf(line, columns);
  const shifted = moved === 0 ? null : alignedCells(line, columns, moved);
  return shifted && isComplete(shifted, table) ? shifted : null;
}

/** The cells of a line without a name, which continues the row above. */
export function furtherCells(
  line: TerminalLine,
  columns: readonly TableColumn[],
): Map<string, string> | null {
  const cells = alignedCells(line, columns) ?? alignedCells(line, columns, shiftOf(line, columns));
  if (cells) return cells;
  const wide = overflowingCells(line, columns);
  return hasOnlyVerticals(wide?.get('NAME') ?? '-') ? wide : null;
}

/** How far a name that is too long, or was shortened, has moved the rest of its row. */
function shiftOf(line: TerminalLine, columns: readonly TableColumn[]): number {
  const second = columns[1];
  if (!second) return 0;
  const text = sliceColumns(line, 0);
  const devNo = second.name === 'MAJ:MIN' ? DEV_NO.exec(text) : null;
  if (devNo) return devNo.index + 1 - second.start - Math.max(0, 3 - (devNo[1] ?? '').length);
  let at = readGuides(text).length;
  while (!isBlankAt(line, at)) at += 1;
  while (at < line.length && isBlankAt(line, at)) at += 1;
  return second.isRightAligned ? 0 : at - second.start;
}

function inOrder(text: string, { names, edgeWidth }: Table): Map<string, string> | null {
  if (names[0] !== 'NAME' || names.length < 2) return null;
  const tree = text.slice(edgeWidth);
  const start = readGuides(tree).length;
  const devNo = names[1] === 'MAJ:MIN' ? DEV_NO.exec(tree)?.index : undefined;
  const blank = tree.indexOf(' ', start);
  const end = devNo ?? (blank < 0 ? tree.length : blank);
  const name = tree.slice(start, end).trim();
  if (name === '') return null;
  const words = tree.slice(end).trim();
  const cells = cellsOfWords(words === '' ? [] : words.split(/\s+/), names.slice(1));
  return cells && new Map([['NAME', text.slice(0, edgeWidth + end).trimEnd()], ...cells]);
}
