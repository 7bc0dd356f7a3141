import type { GivenLine, IgnoredLine, Output } from '../../reading.ts';
import { isRow } from './is-row.ts';
import { isJsonReport, readJsonRows } from './json-rows.ts';
import { lvmMessage, WARNING_REASON } from './lvm-messages.ts';
import { readPrefixed } from './prefixed-row.ts';
import { type ReportCommand, readReportCommand } from './report-command.ts';
import type { ReportProgram } from './report-fields.ts';
import { type Table, tableOf, tableOfCommand, valuesOf } from './report-table.ts';

/** One row of a report in any form: the text of each field that was printed. */
export type ReportRow = {
  readonly at: number;
  readonly program: ReportProgram;
  readonly fields: ReadonlyMap<string, string>;
};

export type Report = {
  readonly command: ReportCommand;
  readonly rows: readonly ReportRow[];
  readonly ignored: readonly IgnoredLine[];
  readonly messages: readonly GivenLine[];
  /** Whether it has headings, prefixes or JSON, which tell that it is a report. */
  readonly isMarked: boolean;
};

export function readReport({ command: typed, lines }: Output): Report {
  const command = readReportCommand(typed);
  const ignored: IgnoredLine[] = [];
  const messages: GivenLine[] = [];
  const own: GivenLine[] = [];
  for (const line of lines) {
    const message = lvmMessage(line.text);
    if (message?.kind === 'missing-pv') messages.push(line);
    else if (message) ignored.push({ ...line, why: WARNING_REASON });
    else if (line.text.trim() !== '') own.push(line);
  }
  const read = isJsonReport(own) ? readJsonRows(own) : readTables(own, command);
  const sorted = [...ignored, ...read.ignored].sort((a, b) => a.at - b.at);
  return { command, messages, ...read, ignored: sorted };
}

type Rows = Pick<Report, 'rows' | 'ignored' | 'isMarked'>;

const NAMES = ['lv_name', 'lv_full_name', 'lv_path', 'vg_name', 'pv_name', 'lv_uuid', 'vg_uuid', 'pv_uuid'];

/** Tables with headings, one behind the other; rows without, of which the command tells the columns. */
function readTables(lines: readonly GivenLine[], command: ReportCommand): Rows {
  const rows: ReportRow[] = [];
  const ignored: IgnoredLine[] = [];
  let isMarked = false;
  let table: Table | null = command.hasHeadings ? null : tableOfCommand(command, lines);
  let heading = '';
  for (const line of lines) {
    const whole = heading === '' ? '' : `${heading} ${line.text.trimStart()}`;
    const [alone, joined] = [line.text, whole].map((text) =>
      command.hasHeadings && text !== '' ? tableOf(text, command) : null,
    );
    // Mail breaks headings, which are the longest lines: `Cpy%Sync Convert` by itself is the rest of one.
    const isRest = joined && !alone?.fields.some((field) => NAMES.includes(field));
    const opened = isRest ? joined : alone;
    heading = opened ? (isRest ? whole : line.text) : '';
    const prefixed = opened ? null : readPrefixed(line, command.program);
    if (opened) {
      table = opened;
      isMarked = true;
    } else if (prefixed) {
      rows.push(prefixed);
      isMarked = true;
    } else {
      const fields = table && valuesOf(table, line.text);
      const row = table && fields && { at: line.at, program: table.program, fields };
      const isNamed = row !== null && NAMES.some((field) => row.fields.get(field));
      if (row && isNamed && isRow(row)) rows.push(row);
      else if (row && !isNamed) ignored.push({ ...line, why: 'it names no volume, group or PV' });
      else ignored.push({ ...line, why: table ? 'not a row of this table' : 'no headings tell its columns' });
    }
  }
  return { rows, ignored, isMarked };
}
