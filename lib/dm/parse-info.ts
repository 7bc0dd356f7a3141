import type { DevNo } from '../block/dev-no.ts';
import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import { countOf, dmAttrOf, isDmAttr } from './parse-attr.ts';
import { isInfoReport, parseInfoReport } from './parse-info-report.ts';

/** One mapped device as `dmsetup info -c` has it. Numbers are null where the text does not tell. */
export type DmInfo = {
  readonly devNo: DevNo;
  /** Line where its record begins, from 1. */
  readonly line: number;
  /** As the kernel has it, when the text was made with `--manglename none`. */
  readonly rawName: string;
  /** Empty for none. */
  readonly uuid: string;
  /** Left out where the text tells; in what was put together from other outputs `?` stands for a UUID that they do not tell. */
  readonly isUuidKnown?: false;
  readonly hasLiveTable: boolean | null;
  readonly hasInactiveTable: boolean | null;
  readonly isSuspended: boolean | null;
  readonly isReadOnly: boolean | null;
  readonly openCount: number | null;
  readonly segmentCount: number | null;
  readonly eventNumber: number | null;
};

type Report = (reason: Omit<Problem, 'section'>) => void;

const SEPARATOR = '\x1f';
const RECORD = /^\d{1,10}\x1f\d{1,10}(?:\x1f|$)/;
const FIELD_COUNT = 8;

/** DM_NAME_LEN is 128, DM_UUID_LEN 129, with their closing NULs; a byte becomes at most one UTF-16 unit. */
const MAX_NAME_LENGTH = 127;
const MAX_UUID_LENGTH = 128;
const NOT_A_RECORD = 'Not a record of dmsetup info -c';

/**
 * Reads the collector's `dmsetup info -c --noheadings --separator 0x1f -o major,minor,attr,open,segments,events,uuid,name`, in the
 * kernel's order. A name or uuid may hold newlines, and then even lines that look like records: `names`, all raw
 * names as another listing has them, decide which lines make a name, and other lines are problems. Without `names` a
 * record goes on until a line begins like one. Of two records for one device the first is kept. Other forms
 * (headings, `--nameprefixes`) are recognised and read too.
 */
export function parseDmInfo(
  text: string,
  section = 'dmsetup-info',
  names?: ReadonlySet<string>,
): Parsed<readonly DmInfo[]> {
  const problems: Problem[] = [];
  const report: Report = (reason) => problems.push({ section, ...reason });
  const found = isInfoReport(text) ? parseInfoReport(text, report) : parseRecords(text, report, names);
  const devices = new Map<DevNo, DmInfo>();
  for (const info of found) {
    if (devices.has(info.devNo)) {
      const message = `A second record for device ${info.devNo}; the first is kept`;
      report({ line: info.line, message, text: info.rawName });
    } else devices.set(info.devNo, info);
  }
  return { value: [...devices.values()], problems };
}

function parseRecords(text: string, report: Report, names?: ReadonlySet<string>): DmInfo[] {
  const lines: string[] = [];
  forEachLine(text, (content) => lines.push(content));
  const extent = extentRule(lines, names);
  const found: DmInfo[] = [];
  for (let at = 0; at < lines.length; ) {
    const head = lines[at] ?? '';
    if (isRecord(head)) {
      const end = extent(at);
      found.push(infoOf(end === at + 1 ? head : lines.slice(at, end).join('\n'), at + 1, report));
      at = end;
    } else {
      if (head !== 'No devices found') report({ line: at + 1, message: NOT_A_RECORD, text: head });
      at += 1;
    }
  }
  return found;
}

/** Where the record that begins at a line ends: index of the line after its last. */
function extentRule(
  lines: readonly string[],
  names: ReadonlySet<string> | undefined,
): (begin: number) => number {
  if (!names) {
    return (begin) => {
      let end = begin + 1;
      for (const extended of extensions(lines, begin)) {
        if (isRecord(lines[extended.end - 1] ?? '')) break;
        end = extended.end;
      }
      return end;
    };
  }
  const hasNewlines = [...names].some((name) => name.includes('\n'));
  return (begin) => {
    if (!hasNewlines && hasAllFields(lines[begin] ?? '')) return begin + 1;
    let end = begin + 1;
    // The longest name wins: of `a` and `a<newline>b`, a record that could be either is the latter.
    for (const extended of extensions(lines, begin))
      if (names.has(nameOf(extended.record))) end = extended.end;
    return end;
  };
}

/** A record with ever more of the lines after it, as long as it could be one. */
function* extensions(lines: readonly string[], begin: number): Generator<{ record: string; end: number }> {
  let record = lines[begin] ?? '';
  const limit = MAX_NAME_LENGTH + MAX_UUID_LENGTH + 64;
  for (let at = begin + 1; at < lines.length; at++) {
    record += `\n${lines[at]}`;
    if (record.length > limit || nameOf(record).length > MAX_NAME_LENGTH) return;
    yield { record, end: at + 1 };
  }
}

function hasAllFields(record: string): boolean {
  return nameStart(record) > 0;
}

/** What stands behind the seventh separator; empty while there is none. */
function nameOf(record: string): string {
  const start = nameStart(record);
  return start > 0 ? record.slice(start) : '';
}

function nameStart(record: string): number {
  let at = 0;
  for (let field = 1; field < FIELD_COUNT; field++) {
    at = record.indexOf(SEPARATOR, at) + 1;
    if (at === 0) return 0;
  }
  return at;
}

function isRecord(content: string): boolean {
  const first = content.charCodeAt(0);
  return first >= 0x30 && first <= 0x39 && RECORD.test(content);
}

function infoOf(record: string, line: number, report: Report): DmInfo {
  const fields = record.split(SEPARATOR);
  if (fields.length !== FIELD_COUNT) {
    report({ line, message: `A record of ${fields.length} fields instead of ${FIELD_COUNT}`, text: record });
  }
  const [major, minor, attr = '', open, segments, events, uuid = '', ...name] = fields;
  if (attr !== '' && !isDmAttr(attr)) report({ line, message: `Unknown attributes ${attr}`, text: record });
  return {
    devNo: `${Number(major)}:${Number(minor)}`,
    line,
    rawName: name.length === 1 ? (name[0] ?? '') : name.join(SEPARATOR),
    ...(uuid === '?' ? { uuid: '', isUuidKnown: false as const } : { uuid }),
    ...dmAttrOf(attr),
    openCount: countOf(open),
    segmentCount: countOf(segments),
    eventNumber: countOf(events),
  };
}
