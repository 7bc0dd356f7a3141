import type { DeviceFacts, DeviceRef, GivenLine, IgnoredLine } from '../../reading.ts';
import type { DmsetupCommand } from './dmsetup-command.ts';
import { onlyDevice } from './dmsetup-command.ts';
import { ignoredLine, WHY, withoutRemark } from './given-lines.ts';
import { type Cells, factsOfCells } from './info-cells.ts';
import { columnsOfOption, DEFAULT_COLUMNS } from './info-columns.ts';
import { cellsOfPairs, isPairsLine, pairsIn } from './info-pairs.ts';
import { formOfHeading, type RowForm, rowReader } from './info-rows.ts';
import { looksTransposed, transposed } from './info-transposed.ts';
import type { Found } from './reading-of.ts';

/** Reads `dmsetup info -c` in any of its forms, with headings or without. */
export function readInfoReport(lines: readonly GivenLine[], command: DmsetupCommand | null): Found {
  const asked = onlyDevice(command);
  if (lines.some(({ text }) => isPairsLine(text))) return readPairs(lines, command);
  const headingAt = lines.findIndex(({ text }) => isHeading(text, command));
  if (headingAt < 0 && isInRows(lines, command)) return readTransposed(lines, command);
  const form =
    headingAt < 0 ? formWithoutHeading(lines, command) : formOf(lines[headingAt]?.text ?? '', command);
  if (form === null) return { devices: [], ignored: lines.map((line) => ignoredLine(line)) };
  const read = rowReader(form);
  const devices: DeviceFacts[] = [];
  const ignored: IgnoredLine[] = [];
  for (const [index, line] of lines.entries()) {
    // With --count the headings come again.
    if (index === headingAt || (headingAt >= 0 && line.text === lines[headingAt]?.text)) continue;
    const { line: bare, remark } = withoutRemark(line);
    const withoutIt = index < headingAt ? null : read(bare.text);
    const cells = withoutIt ?? (index < headingAt ? null : read(line.text));
    if (cells) keep(cells, line, { devices, ignored, asked });
    else ignored.push(ignoredLine(line));
    if (withoutIt && remark) ignored.push(remark);
  }
  return { devices, ignored };
}

function keep(
  cells: Cells,
  line: GivenLine,
  { devices, ignored, asked }: { devices: DeviceFacts[]; ignored: IgnoredLine[]; asked: DeviceRef | null },
): void {
  const facts = factsOfCells(cells, line.at, asked);
  if (facts) devices.push(facts);
  else ignored.push({ ...line, why: WHY.noDevice });
}

/**
 * A line of headings that nobody would write otherwise. Where the command is known, one column is enough if it asks for columns: alone,
 * `Name` is the first half of the usual ones.
 */
export function isHeading(text: string, command: DmsetupCommand | null): boolean {
  const form = text.length > 1000 ? null : formOf(text, command);
  if (form === null) return false;
  const ids = form.columns.map(({ id }) => id);
  if (command !== null) return ids.length > (command.options.has('options') ? 0 : 1);
  return ids.some((id) => id.endsWith('name')) && ids.some((id) => UNMISTAKABLE.has(id));
}

const UNMISTAKABLE = new Set(
  'major minor attr segments events devno blkdevname device_count devnos_used device_ref_count names_using_dev'.split(
    ' ',
  ),
);

function formOf(text: string, command: DmsetupCommand | null): RowForm | null {
  return formOfHeading(text, command?.options.get('separator') || null);
}

function columnsOf(command: DmsetupCommand | null) {
  return columnsOfOption(command?.options.get('options') ?? '');
}

/** Without headings either the command says the columns, or they are the usual ones: attributes stand between numbers. */
function formWithoutHeading(lines: readonly GivenLine[], command: DmsetupCommand | null): RowForm | null {
  const columns = columnsOf(command);
  if (columns.length === 0) return null;
  // A capture of dmscope does not name the separator in its command.
  const isCapture = lines.some(({ text }) => text.includes('\x1f'));
  const given = isCapture ? '\x1f' : command?.options.get('separator');
  const guessed = given ? null : separatorOfUsual(lines);
  const separator = given || guessed || (command?.options.has('noheadings') ? ':' : ' ');
  return { columns, separator, heading: null };
}

const USUAL = /^\s*\S.*?(\s+|[^\w\s])\d{1,10}\1\d{1,10}\1[L-][I-][s-][rw]\1/;

function separatorOfUsual(lines: readonly GivenLine[]): string | null {
  const found = lines.map(({ text }) => USUAL.exec(text.slice(0, 400))?.[1]).find((separator) => separator);
  return found === undefined ? null : found.trim() === '' ? ' ' : found;
}

const USUAL_ROW = rowReader({ columns: DEFAULT_COLUMNS, separator: ' ', heading: null });

/** A row of the usual columns, in blanks or with one character between them. */
export function isUsualRow(text: string): boolean {
  if (text.length > 1000) return false;
  if (USUAL_ROW(text) !== null) return true;
  const separator = separatorOfUsual([{ text, at: 0 }]);
  if (separator === null || separator === ' ') return false;
  return rowReader({ columns: DEFAULT_COLUMNS, separator, heading: null })(text) !== null;
}

function isInRows(lines: readonly GivenLine[], command: DmsetupCommand | null): boolean {
  return command?.options.has('rows') ?? looksTransposed(lines);
}

function readTransposed(lines: readonly GivenLine[], command: DmsetupCommand | null): Found {
  const isBare = command?.options.has('noheadings') ?? false;
  const separator = command?.options.get('separator') || (isBare ? ':' : null);
  const { devices, strange } = transposed(lines, { columns: isBare ? columnsOf(command) : null, separator });
  const asked = onlyDevice(command);
  const facts = devices.flatMap((cells) => factsOfCells(cells, lines[0]?.at ?? 1, asked) ?? []);
  return { devices: facts, ignored: strange.map((line) => ignoredLine(line)), isPart: strange.length > 0 };
}

function readPairs(lines: readonly GivenLine[], command: DmsetupCommand | null): Found {
  const asked = onlyDevice(command);
  const separator = command?.options.get('separator') || ' ';
  const used = lines.filter(({ text }) => isPairsLine(text));
  const devices: DeviceFacts[] = [];
  const ignored = lines
    .filter(({ text }) => !isPairsLine(text) && formOf(text, command) === null)
    .map((line) => ignoredLine(line));
  for (const { cells, line } of cellsOfPairs(used.map(({ text }) => pairsIn(text, separator)))) {
    const given = used[line];
    if (given) keep(cells, given, { devices, ignored, asked });
  }
  return { devices, ignored };
}
