import type { GivenLine } from '../../reading.ts';
import type { Cells } from './info-cells.ts';
import { type Column, columnOfTitle, isCellOf } from './info-columns.ts';

/**
 * `dmsetup info -c --rows`: a line for each column, `Maj 253 253`. Aligned values are as wide as the longest one, so that one
 * with blanks in it is found by its width.
 */
export type Transposed = {
  readonly devices: readonly Cells[];
  /** Lines that do not fit the others. */
  readonly strange: readonly GivenLine[];
};

type Row = { readonly column: Column; readonly values: string; readonly line: GivenLine };

/** Whether each line begins with another title. */
export function looksTransposed(lines: readonly GivenLine[]): boolean {
  const titles = lines.map(({ text }) => titleOf(text));
  const known = titles.filter((title) => title !== null && columnOfTitle(title) !== null);
  return known.length > 1 && known.length * 2 > lines.length && new Set(known).size === known.length;
}

function titleOf(text: string): string | null {
  return /^\s*([A-Za-z#][\w-]*)/.exec(text)?.[1] ?? null;
}

/** `columns` are those of the command where the titles are left out. */
export function transposed(
  lines: readonly GivenLine[],
  { columns, separator }: { columns: readonly Column[] | null; separator: string | null },
): Transposed {
  const strange: GivenLine[] = [];
  const rows = lines.flatMap((line, i): Row[] => {
    const title = titleOf(line.text) ?? '';
    const column = columns === null ? columnOfTitle(title) : (columns[i] ?? null);
    if (column === null) strange.push(line);
    const values = columns === null ? line.text.trimStart().slice(title.length) : line.text;
    return column === null ? [] : [{ column, values, line }];
  });
  const split = separator ?? separatorOf(rows);
  const count = rows.reduce((least, { column, values }) => {
    const isCounted = column.form === 'number' || column.form === 'attr' || rows.length === 1;
    return isCounted ? Math.max(least, cellsIn(values, split, null, columns === null).length) : least;
  }, 1);
  const devices = Array.from({ length: count }, () => new Map<string, string>());
  for (const { column, values, line } of rows) {
    const cells = cellsIn(values, split, count, columns === null).map((cell) => cell.trim());
    if (cells.length === count && cells.every((cell) => cell === '' || isCellOf(column, cell))) {
      for (const [i, cell] of cells.entries()) devices[i]?.set(column.id, cell);
    } else strange.push(line);
  }
  return { devices, strange };
}

function separatorOf(rows: readonly Row[]): string {
  const first = rows[0]?.values[0] ?? ' ';
  return rows.every(({ values }) => values === '' || values.startsWith(first)) && first !== '' ? first : ' ';
}

function cellsIn(
  values: string,
  separator: string,
  count: number | null,
  hasTitle: boolean,
): readonly string[] {
  if (separator !== ' ') return values.slice(hasTitle ? separator.length : 0).split(separator);
  const words = values.trim().split(/\s+/);
  if (count === null || words.length === count) return words;
  if (count === 1) return [values.trim()];
  const all = values.slice(1);
  const width = (all.length - (count - 1)) / count;
  if (!Number.isInteger(width) || width < 1) return words;
  return Array.from({ length: count }, (_, i) => all.slice(i * (width + 1), i * (width + 1) + width));
}
