import type { GivenLine } from '../../reading.ts';
import { cellsAt, columnsOf, indentOf, startsOfRows } from './columns.ts';
import type { ReportCommand } from './report-command.ts';
import {
  attrField,
  fieldOf,
  isHeading,
  isNeverEmpty,
  programOf,
  type ReportProgram,
} from './report-fields.ts';

/** How the rows of a table are cut: by position, or at a separator. */
export type Table = {
  readonly program: ReportProgram;
  readonly fields: readonly string[];
  /** Empty where the columns stand at no places that are known. */
  readonly starts: readonly number[];
  readonly separator: string;
};

const SEPARATORS = ['|', ';', '\t', ':', ',', '#', '/', '~', '!', '^', '@', '*', '='];
const LEAST_COLUMNS = 2;

/** The table that a line of headings begins; null for any other line. */
export function tableOf(line: string, command: ReportCommand): Table | null {
  const columns = columnsOf(line, isHeading);
  if (columns && (columns.length >= LEAST_COLUMNS || command.program)) {
    const headings = columns.map(({ heading }) => heading);
    return table(headings, { starts: columns.map(({ from }) => from), separator: '', command });
  }
  const separators = command.separator === '' ? SEPARATORS : [command.separator];
  for (const separator of separators) {
    const headings = line.split(separator).map((part) => part.trim());
    if (headings.length > LEAST_COLUMNS && headings.every(isHeading))
      return table(headings, { starts: [], separator, command });
  }
  return null;
}

function table(
  headings: readonly string[],
  { command, ...form }: Pick<Table, 'starts' | 'separator'> & { readonly command: ReportCommand },
): Table {
  const program = command.program ?? programOf(headings);
  return { ...form, program, fields: headings.map((heading) => fieldOf(heading, program)) };
}

/** Of rows without headings; null where the command does not tell the columns. */
export function tableOfCommand(
  { program, fields, separator }: ReportCommand,
  lines: readonly GivenLine[],
): Table | null {
  if (!program || !fields) return null;
  const starts = separator === '' ? startsOfRows(lines.map(({ text }) => text)) : [];
  return { program, fields, separator, starts: starts.length === fields.length ? starts : [] };
}

/** The value of each field; null for a line that is no row. */
export function valuesOf(of: Table, line: string): ReadonlyMap<string, string> | null {
  const cells = of.separator === '' ? alignedCells(of, line) : separatedCells(of, line);
  if (!cells) return null;
  const values = new Map<string, string>();
  // LVM prints a field twice that was asked for twice.
  for (const [index, told] of of.fields.entries()) {
    const cell = cells[index];
    if (cell === undefined) continue;
    const field = attrField(told, cell);
    if (!values.get(field)) values.set(field, cell);
  }
  return values;
}

function separatedCells({ fields, separator }: Table, line: string): readonly string[] | null {
  const cells = line.split(separator).map((cell) => cell.trim());
  return cells.length === fields.length ? cells : null;
}

/** A first column that is never empty tells by how much a paste shifted the line. */
function alignedCells({ fields, starts, program }: Table, line: string): readonly string[] | null {
  const [first = 0] = starts;
  const isAnchored = isNeverEmpty(fields[0] ?? '', program);
  const shift = isAnchored ? indentOf(line) - first : 0;
  const cells =
    starts.length > 0
      ? cellsAt(
          starts.map((at) => at + shift),
          line,
        )
      : null;
  return cells ?? wordCells(fields, program, line);
}

/** Where blanks were lost, words can be trusted up to the first column that may be empty. */
function wordCells(
  fields: readonly string[],
  program: ReportProgram,
  line: string,
): readonly string[] | null {
  const words = line.trim().split(/\s+/);
  if (words.length === fields.length) return words;
  const sure = fields.findIndex((field) => !isNeverEmpty(field, program));
  const count = sure < 0 ? fields.length : sure;
  return words.length > fields.length || words.length < count ? null : words.slice(0, count);
}
