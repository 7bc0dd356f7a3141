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
  readonly uuid: string;
  readonly hasLiveTable: boolean;
  readonly hasInactiveTable: boolean;
  readonly isSuspended: boolean;
  readonly isReadOnly: boolean;
  readonly openCount: number | null;
  readonly segmentCount: number | null;
  readonly eventNumber: number | null;
};

type Report = (reason: Omit<Problem, 'section'>) => void;

const SEPARATOR = '\x1f';
const RECORD = /^\d{1,10}\x1f\d{1,10}(?:\x1f|$)/;
const FIELD_COUNT = 8;

/** DM_NAME_LEN is 128 with its closing NUL; a byte becomes at most one UTF-16 unit. */
const MAX_NAME_LENGTH = 127;

/**
 * Reads the collector's `dmsetup info -c --noheadings --separator 0x1f -o major,minor,attr,open,segments,events,uuid,name`, in the
 * kernel's order. A record goes on until a line begins with two numbers, since a name or uuid may hold newlines; where
 * another listing can say whether there `isName`, lines that make no name with it are problems. Of two
 * records for one device the first is kept. Other forms (headings, `--nameprefixes`) are recognised and read too.
 */
export function parseDmInfo(
  text: string,
  section = 'dmsetup-info',
  isName?: (rawName: string) => boolean,
): Parsed<readonly DmInfo[]> {
  const problems: Problem[] = [];
  const report: Report = (reason) => problems.push({ section, ...reason });
  const found = isInfoReport(text) ? parseInfoReport(text, report) : parseRecords(text, report);
  const devices = new Map<DevNo, DmInfo>();
  for (const info of found) {
    if (devices.has(info.devNo)) {
      const message = `A second record for device ${info.devNo}; the first is kept`;
      report({ line: info.line, message, text: info.rawName });
    } else
      devices.set(info.devNo, info.rawName.includes('\n') ? withoutStrayLines(info, isName, report) : info);
  }
  return { value: [...devices.values()], problems };
}

function withoutStrayLines(
  info: DmInfo,
  isName: ((rawName: string) => boolean) | undefined,
  report: Report,
): DmInfo {
  const name = info.rawName;
  let length = name.indexOf('\n');
  for (let end = length; end >= 0 && end <= MAX_NAME_LENGTH; end = endOfLine(name, end + 1)) {
    if (!isName || isName(name.slice(0, end))) length = end;
    if (end === name.length) break;
  }
  if (length === name.length) return info;
  let line = info.line + info.uuid.split('\n').length + name.slice(0, length).split('\n').length - 1;
  for (const stray of name.slice(length + 1).split('\n')) {
    report({ line, message: 'Not a record of dmsetup info -c', text: stray });
    line += 1;
  }
  return { ...info, rawName: name.slice(0, length) };
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}

function parseRecords(text: string, report: Report): DmInfo[] {
  const found: DmInfo[] = [];
  let open: { record: string; line: number } | null = null;
  forEachLine(text, (content, line) => {
    if (isRecord(content)) {
      if (open) found.push(infoOf(open.record, open.line, report));
      open = { record: content, line };
    } else if (open) {
      open.record += `\n${content}`;
    } else if (content !== 'No devices found') {
      report({ line, message: 'Not a record of dmsetup info -c', text: content });
    }
  });
  const last = open as { record: string; line: number } | null;
  if (last) found.push(infoOf(last.record, last.line, report));
  return found;
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
    uuid,
    ...dmAttrOf(attr),
    openCount: countOf(open),
    segmentCount: countOf(segments),
    eventNumber: countOf(events),
  };
}
