/**
 * Reads the section `lvm-inside`: what was found in each device by reading a little of it (server/peek), a JSON object a line.
 * What is not there where it has to be makes the line a problem.
 */
import { type DevNo, parseDevNo } from '../block/dev-no.ts';
import { isJsonRow, type JsonRow } from '../block/parse-json.ts';
import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import type { GroupAsRead, InsideAsRead, InsideVolume, PvAsRead } from './inside.ts';

/** A device as it was when it was read. */
export type Peeked = {
  readonly devNo: DevNo;
  /** Device-mapper's name as the kernel has it, else the kernel's name. */
  readonly name: string;
  /** Device-mapper's; empty for none. */
  readonly uuid: string;
  readonly sizeBytes: number;
  /** Of all that it depended on: while it stays, what was found counts. */
  readonly key: string;
  /** Null for a device that holds neither LVM nor partitions, and for one that was not read. */
  readonly inside: InsideAsRead | null;
  /** Why it was not read; null for one that was. */
  readonly notRead: string | null;
};

export function parseInside(text: string, section = 'lvm-inside'): Parsed<readonly Peeked[]> {
  const value: Peeked[] = [];
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    if (content === '') return;
    // An error costs more than a line.
    const peeked = content.startsWith('{') ? peekedIn(content) : null;
    if (peeked) value.push(peeked);
    else
      problems.push({ section, line, message: 'Not what is inside a device', text: content.slice(0, 200) });
  });
  return { value, problems };
}

/** The line, without what is null. */
export function formatPeeked({ inside, notRead, ...device }: Peeked): string {
  return JSON.stringify({ ...device, ...(inside && { inside }), ...(notRead !== null && { notRead }) });
}

function peekedIn(line: string): Peeked | null {
  try {
    const row = rowIn(JSON.parse(line));
    return {
      devNo: present(parseDevNo(textIn(row, 'devNo'))),
      name: textIn(row, 'name'),
      uuid: textIn(row, 'uuid'),
      sizeBytes: numberIn(row, 'sizeBytes'),
      key: textIn(row, 'key'),
      inside: has(row, 'inside') ? insideIn(rowIn(row.inside)) : null,
      notRead: has(row, 'notRead') ? textIn(row, 'notRead') : null,
    };
  } catch {
    return null;
  }
}

function insideIn(row: JsonRow): InsideAsRead {
  const table = has(row, 'partitionTable') ? textIn(row, 'partitionTable') : null;
  return {
    readAtSeconds: numberIn(row, 'readAtSeconds'),
    partitionTable: table === 'gpt' || table === 'mbr' ? table : null,
    pvs: listIn(row, 'pvs').map((each) => pvIn(rowIn(each))),
    problems: listIn(row, 'problems').map((each) => present(typeof each === 'string' ? each : null)),
  };
}

function pvIn(row: JsonRow): PvAsRead {
  return {
    partitionNumber: has(row, 'partitionNumber') ? numberIn(row, 'partitionNumber') : null,
    offsetBytes: numberIn(row, 'offsetBytes'),
    sizeBytes: numberIn(row, 'sizeBytes'),
    uuid: textIn(row, 'uuid'),
    group: has(row, 'group') ? groupIn(rowIn(row.group)) : null,
  };
}

function groupIn(row: JsonRow): GroupAsRead {
  return {
    name: textIn(row, 'name'),
    uuid: textIn(row, 'uuid'),
    sequence: has(row, 'sequence') ? numberIn(row, 'sequence') : null,
    pvCount: numberIn(row, 'pvCount'),
    systemId: textIn(row, 'systemId'),
    allowsAutoActivation: row.allowsAutoActivation !== false,
    volumeCount: numberIn(row, 'volumeCount'),
    volumes: listIn(row, 'volumes').map((each) => volumeIn(rowIn(each))),
  };
}

function volumeIn(row: JsonRow): InsideVolume {
  const sizeBytes = has(row, 'sizeBytes') ? numberIn(row, 'sizeBytes') : null;
  return { name: textIn(row, 'name'), type: textIn(row, 'type'), sizeBytes };
}

function has(row: JsonRow, key: string): boolean {
  return Object.hasOwn(row, key) && row[key] !== null;
}

/** These throw, and the line is none. */
function present<T>(value: T | null): T {
  if (value === null) throw new TypeError('it is missing');
  return value;
}

function rowIn(value: unknown): JsonRow {
  return present(isJsonRow(value) ? value : null);
}

function textIn(row: JsonRow, key: string): string {
  const value = Object.hasOwn(row, key) ? row[key] : null;
  return present(typeof value === 'string' ? value : null);
}

/** Sizes, offsets, counts and times: all of them whole, and none below 0. */
function numberIn(row: JsonRow, key: string): number {
  const value = Object.hasOwn(row, key) ? row[key] : null;
  return present(typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null);
}

function listIn(row: JsonRow, key: string): readonly unknown[] {
  const value = Object.hasOwn(row, key) ? row[key] : null;
  return present(Array.isArray(value) ? value : null);
}
