/**
 * The raw lines that speak of a device: what its row and its inspector came from, as the host's own tools said it.
 * A line speaks of a device when it has its number, its kernel name, a path of its under /dev, or begins with its
 * device-mapper name. Some tools say a thing in several lines; those come whole, or with the line they stand under.
 */
import type { Device } from '../stack/stack.ts';
import type { Capture, Section } from './capture.ts';

export type DeviceLines = { readonly sections: readonly SectionLines[] };

/** `line` counts from 1 within its section. */
export type Line = { readonly line: number; readonly text: string };

export type SectionLines = {
  readonly section: string;
  readonly command: string;
  readonly lines: readonly Line[];
  /** How many more lines there are: a section never gives more than 400. */
  readonly leftOut: number;
};

const LINES_AT_MOST = 400;

/** A line that begins a new record, of which all lines belong together. */
const RECORDS: Readonly<Record<string, RegExp>> = {
  'dmsetup-info': /^\d+\x1f\d+\x1f/,
  'dmsetup-info-long': /^Name: +/,
  lsblk: /^\s*[{}]/,
  losetup: /^\s*[{}]/,
  'nbd-files': /^nbd\d+ pid=/,
  'proc-mdstat': /^\S/,
};

/** A line without which those below it cannot be understood. */
const HEADINGS: Readonly<Record<string, RegExp>> = {
  'open-files': /^\/proc\/\d+\/fd:$/,
  'mountinfo-other': /^pid=\d+ ns=/,
};

/** Where a bare `dm-3` or `sda` can only mean the device. */
const KERNEL_NAME_SECTIONS: ReadonlySet<string> = new Set([
  'sysfs',
  'sysfs-links',
  'proc-partitions',
  'proc-mdstat',
  'live-file-systems',
  'loop-backing',
  'nbd-files',
  'lsblk',
  'losetup',
]);

/** Some text that means the device, if what is around it is right. */
type Mark = { readonly text: string; readonly isRight: (before: string, after: string) => boolean };

export function linesOfDevice(capture: Capture, device: Device): DeviceLines {
  const sections: SectionLines[] = [];
  for (const section of capture.sections.values()) {
    const hits = hitsIn(section.text, marksIn(section.name, device));
    if (hits.length > 0) sections.push(linesAround(section, hits));
  }
  return { sections };
}

function marksIn(section: string, { devNo, kname, links, dm }: Device): readonly Mark[] {
  const [major, minor] = devNo.split(':');
  const marks: Mark[] = [
    { text: devNo, isRight: isWholeNumberPair },
    { text: `${major}, ${minor}`, isRight: isWholeNumberPair },
  ];
  if (section === 'dmsetup-info') {
    marks.push({ text: `${major}\x1f${minor}\x1f`, isRight: (before) => /(^|\n)$/.test(before) });
  }
  const paths = [
    ...links,
    ...(kname === null ? [] : [kname]),
    ...(dm === null ? [] : [`mapper/${dm.rawName}`]),
  ];
  for (const path of new Set(paths)) {
    marks.push({ text: `/dev/${path}`, isRight: (_, after) => /^($|[\s"',;:()[\]\\])/.test(after) });
  }
  if (kname !== null && KERNEL_NAME_SECTIONS.has(section)) marks.push({ text: kname, isRight: isWholeName });
  if (dm !== null && dm.rawName !== '' && section.startsWith('dmsetup-')) {
    marks.push({
      text: dm.rawName,
      isRight: (before, after) => /(^|\n)$/.test(before) && /^(: |\t)/.test(after),
    });
  }
  return marks;
}

function isWholeNumberPair(before: string, after: string): boolean {
  return !/\d$|\d:$/.test(before) && !/^\d|^:\d/.test(after);
}

function isWholeName(before: string, after: string): boolean {
  return !/[\w.-]$/.test(before) && !/^[\w.-]/.test(after);
}

/** Offsets of all right marks, rising. */
function hitsIn(text: string, marks: readonly Mark[]): readonly number[] {
  const hits: number[] = [];
  for (const mark of marks) {
    const { length } = mark.text;
    for (let at = text.indexOf(mark.text); at >= 0; at = text.indexOf(mark.text, at + length)) {
      if (mark.isRight(text.slice(Math.max(0, at - 2), at), text.slice(at + length, at + length + 2)))
        hits.push(at);
    }
  }
  return hits.sort((a, b) => a - b);
}

function linesAround({ name, command, text }: Section, hits: readonly number[]): SectionLines {
  const wanted = wantedLines(name, text, hits);
  return {
    section: name,
    command,
    lines: wanted.slice(0, LINES_AT_MOST),
    leftOut: Math.max(0, wanted.length - LINES_AT_MOST),
  };
}

/** One pass over the lines: those that were hit, with the rest of their record or the heading above them. */
function wantedLines(name: string, text: string, hits: readonly number[]): readonly Line[] {
  const recordStart = RECORDS[name];
  const heading = HEADINGS[name];
  const wanted: Line[] = [];
  let record: Line[] = [];
  let isRecordHit = false;
  let above: Line | null = null;
  let nextHit = 0;
  const finishRecord = () => {
    if (isRecordHit) for (const line of record) if (line.text.trim() !== '') wanted.push(line);
    record = [];
    isRecordHit = false;
  };
  let offset = 0;
  for (const [index, content] of text.split('\n').entries()) {
    const line = { line: index + 1, text: content };
    offset += content.length + 1;
    const isHit = (hits[nextHit] ?? Number.POSITIVE_INFINITY) < offset;
    while ((hits[nextHit] ?? Number.POSITIVE_INFINITY) < offset) nextHit += 1;
    if (heading?.test(content)) above = line;
    else if (isHit && above !== null) {
      wanted.push(above);
      above = null;
    }
    if (recordStart === undefined || recordStart.test(content)) finishRecord();
    record.push(line);
    isRecordHit ||= isHit;
  }
  finishRecord();
  return wanted;
}
