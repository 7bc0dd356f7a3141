import { isJsonRow } from '../../../block/parse-json.ts';
import type { GivenLine, IgnoredLine } from '../../reading.ts';
import { isRow } from './is-row.ts';
import type { ReportProgram } from './report-fields.ts';
import type { Report, ReportRow } from './report-rows.ts';

/**
 * `--reportformat json` and `json_std`. LVM prints each row on a line of its own, and other lines get between them: so it is read by
 * the line, and what is cut off costs only its own rows. Where a tool has printed it anew, it is read as a whole.
 */
const LIST = /^"(lv|vg|pv|seg|pvseg|log)"\s*:\s*\[(.*)$/;
const PROGRAMS: Readonly<Record<string, ReportProgram>> = {
  lv: 'lvs',
  seg: 'lvs',
  vg: 'vgs',
  pv: 'pvs',
  pvseg: 'pvs',
};

export function isJsonReport(lines: readonly GivenLine[]): boolean {
  return lines.some(({ text }) => /^\s*[{"]?.*"report"\s*:/.test(text.slice(0, 200)));
}

export function readJsonRows(lines: readonly GivenLine[]): Pick<Report, 'rows' | 'ignored' | 'isMarked'> {
  const byLine = rowsByLine(lines);
  if (byLine.rows.length > 0) return { ...byLine, isMarked: true };
  const [first] = lines;
  const whole = first ? rowsOfWhole(parsed(lines.map(({ text }) => text).join('\n')), first.at) : [];
  return whole.length > 0 ? { rows: whole, ignored: [], isMarked: true } : { ...byLine, isMarked: true };
}

function rowsByLine(lines: readonly GivenLine[]): {
  rows: readonly ReportRow[];
  ignored: readonly IgnoredLine[];
} {
  const rows: ReportRow[] = [];
  const ignored: IgnoredLine[] = [];
  let list = '';
  for (const line of lines) {
    const text = line.text.trim();
    const [, opened, rest = ''] = LIST.exec(text) ?? [];
    if (opened !== undefined) list = opened;
    const row = parsed(withoutEnd(opened === undefined ? text : rest));
    const program = PROGRAMS[list];
    const found =
      isJsonRow(row) && Object.keys(row).length > 0 && program
        ? { at: line.at, program, fields: fieldsOf(row) }
        : null;
    if (found && isRow(found)) rows.push(found);
    else if (!isFrame(text) && list !== 'log') ignored.push({ ...line, why: 'not a line of the report' });
  }
  return { rows, ignored };
}

/** Without the comma or the brackets behind a row. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ',] \t'.includes(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}

function isFrame(text: string): boolean {
  return /^[\s{}[\],]*$/.test(text) || LIST.test(text) || /^\{?\s*"report"\s*:\s*\[[\s{]*$/.test(text);
}

function rowsOfWhole(value: unknown, at: number): readonly ReportRow[] {
  if (!isJsonRow(value) || !Array.isArray(value.report)) return [];
  return value.report.filter(isJsonRow).flatMap((group) =>
    Object.entries(PROGRAMS).flatMap(([list, program]) => {
      const rows: unknown = group[list];
      const all = Array.isArray(rows) ? rows.filter(isJsonRow) : [];
      return all.map((row) => ({ at, program, fields: fieldsOf(row) }));
    }),
  );
}

function parsed(text: string): unknown {
  if (!/^[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Numbers and lists of json_std as the other forms print them. */
function fieldsOf(row: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(row).map(([key, value]) => [key, textOf(value)]));
}

function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').join(',') : '';
}
