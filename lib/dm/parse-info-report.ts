import { parseDevNo } from '../block/dev-no.ts';
import type { Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import { countOf, dmAttrOf, isDmAttr } from './parse-attr.ts';
import type { DmInfo } from './parse-info.ts';

/**
 * `dmsetup info -c` as people paste it, not as the collector takes it: with `--nameprefixes`, with headings and a separator, or
 * in aligned columns. Names that hold the separator, newlines or runs of blanks at the end cannot be told apart there.
 */

type Report = (reason: Omit<Problem, 'section'>) => void;
type Fields = ReadonlyMap<string, string>;

/** Headings of the columns, and what `--nameprefixes` calls them. */
const COLUMNS: ReadonlyMap<string, string> = new Map([
  ['Name', 'DM_NAME'],
  ['UUID', 'DM_UUID'],
  ['Maj', 'DM_MAJOR'],
  ['Min', 'DM_MINOR'],
  ['DevNo', 'DM_DEVNO'],
  ['Stat', 'DM_ATTR'],
  ['Open', 'DM_OPEN'],
  ['Targ', 'DM_SEGMENTS'],
  ['Event', 'DM_EVENTS'],
]);

const PREFIXED = /(?:^|['\s:|,;\x1f])(DM_[A-Z_]{1,40})='/g;
const DEFAULT_HEADING = /^Name +Maj +Min +Stat +Open +Targ +Event +UUID *$/;

export function isInfoReport(text: string): boolean {
  const first = text.slice(0, 400).split('\n', 1)[0] ?? '';
  if (/^DM_[A-Z_]+='/.test(first)) return true;
  const titles = first.split(/[:|,;\x1f\t ]+/);
  return titles.includes('Name') && (titles.includes('Maj') || titles.includes('DevNo'));
}

export function parseInfoReport(text: string, report: Report): DmInfo[] {
  const found: DmInfo[] = [];
  let read: ((line: string) => Fields | null) | null = null;
  forEachLine(text, (content, line) => {
    if (!read) {
      read = readerOf(content);
      if (read !== prefixedFields) return;
    }
    const fields = read(content);
    const info = fields ? infoOf(fields, line) : null;
    if (info) found.push(info);
    else report({ line, message: 'Not a row of dmsetup info -c', text: content });
  });
  return found;
}

function readerOf(heading: string): (line: string) => Fields | null {
  if (heading.startsWith('DM_')) return prefixedFields;
  if (DEFAULT_HEADING.test(heading)) return alignedFields;
  const separator = /[:|,;\x1f\t]/.exec(heading)?.[0] ?? ' ';
  const columns = heading.split(separator).map((title) => COLUMNS.get(title.trim()) ?? title);
  return (line) => separatedFields(line, separator, columns);
}

function prefixedFields(line: string): Fields | null {
  const keys = [...line.matchAll(PREFIXED)];
  const fields = new Map<string, string>();
  keys.forEach((match, i) => {
    const start = match.index + match[0].length;
    const value = line.slice(start, keys[i + 1] ? (keys[i + 1]?.index ?? 0) : line.length);
    const quote = value.lastIndexOf("'");
    fields.set(match[1] ?? '', quote < 0 ? value : value.slice(0, quote));
  });
  return fields.size > 0 ? fields : null;
}

/** Surplus separators belong to the name: it is the one column that often holds a colon. */
function separatedFields(line: string, separator: string, columns: readonly string[]): Fields | null {
  const cells = line.split(separator);
  const surplus = Math.max(0, cells.length - columns.length);
  const fields = new Map<string, string>();
  let at = 0;
  for (const column of columns) {
    const width = column === 'DM_NAME' ? 1 + surplus : 1;
    fields.set(column, cells.slice(at, at + width).join(separator));
    at += width;
  }
  return cells.length >= columns.length ? fields : null;
}

/** The default columns, aligned by bytes, so not by position here: the attributes stand between numbers. */
function alignedFields(line: string): Fields | null {
  const words = [...line.matchAll(/[^ ]+/g)];
  const at = words.findIndex(
    ([word], i) =>
      i >= 3 && isDmAttr(word) && [-2, -1, 1, 2, 3].every((step) => /^\d+$/.test(words[i + step]?.[0] ?? '')),
  );
  if (at < 0) return null;
  const word = (step: number) => words[at + step]?.[0] ?? '';
  const events = words[at + 3];
  return new Map([
    ['DM_NAME', line.slice(0, words[at - 2]?.index).trimEnd()],
    ['DM_MAJOR', word(-2)],
    ['DM_MINOR', word(-1)],
    ['DM_ATTR', word(0)],
    ['DM_OPEN', word(1)],
    ['DM_SEGMENTS', word(2)],
    ['DM_EVENTS', word(3)],
    ['DM_UUID', line.slice((events?.index ?? 0) + word(3).length).trim()],
  ]);
}

function infoOf(fields: Fields, line: number): DmInfo | null {
  const devNo = parseDevNo(fields.get('DM_DEVNO') ?? `${fields.get('DM_MAJOR')}:${fields.get('DM_MINOR')}`);
  const rawName = fields.get('DM_NAME');
  if (!devNo || rawName === undefined) return null;
  return {
    devNo,
    line,
    rawName,
    uuid: fields.get('DM_UUID') ?? '',
    ...dmAttrOf((fields.get('DM_ATTR') ?? '').trim()),
    openCount: countOf(fields.get('DM_OPEN')),
    segmentCount: countOf(fields.get('DM_SEGMENTS')),
    eventNumber: countOf(fields.get('DM_EVENTS')),
  };
}
