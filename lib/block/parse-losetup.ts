import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import type { DevNo } from './dev-no.ts';
import {
  type JsonRow,
  jsonDevNo,
  jsonFlag,
  jsonNumber,
  jsonRows,
  jsonText,
  parseToolJson,
} from './parse-json.ts';

export type LoopDevice = {
  readonly kname: string;
  readonly devNo: DevNo | null;
  /** Without losetup's ` (deleted)`. */
  readonly backFile: string;
  readonly isDeleted: boolean;
  readonly backInode: number | null;
  readonly backDevNo: DevNo | null;
  readonly offsetBytes: number;
  readonly sizeLimitBytes: number;
  /** Null where the form does not tell. */
  readonly isAutoclear: boolean | null;
  readonly isReadOnly: boolean | null;
};

const DELETED = ' (deleted)';
const CLASSIC = /^\/dev\/(loop\S*): \[[0-9a-f]*\]:(\d+) \((.*)\)(?:, offset (\d+))?(?:, sizelimit (\d+))?$/;

/**
 * Reads `losetup --json -l` (util-linux; numbers and booleans may be quoted or padded), and the classic `losetup -a`:
 * `/dev/loop0: [0041]:3 (/tmp/a.img), offset 512`. No output means no loop device.
 */
export function parseLosetup(text: string, section = 'losetup'): Parsed<readonly LoopDevice[]> {
  if (/^\s*\/dev\/loop/.test(text)) return parseClassic(text, section);
  const problems: Problem[] = [];
  const json = parseToolJson(text, section, problems);
  const rows = json === undefined ? [] : jsonRows(json, 'loopdevices');
  if (!rows)
    problems.push({ section, line: null, message: 'No list of loop devices', text: text.slice(0, 200) });
  const value: LoopDevice[] = [];
  for (const row of rows ?? []) {
    const loop = loopOf(row);
    if (loop.kname !== '') value.push(loop);
    else
      problems.push({
        section,
        line: null,
        message: 'A loop device without a name',
        text: Object.keys(row).join(' ').slice(0, 200),
      });
  }
  return { value, problems };
}

function loopOf(row: JsonRow): LoopDevice {
  return {
    kname: knameOf(jsonText(row, 'name').trim()),
    devNo: jsonDevNo(row, 'maj:min'),
    ...backFileOf(jsonText(row, 'back-file')),
    backInode: jsonNumber(row, 'back-ino'),
    backDevNo: jsonDevNo(row, 'back-maj:min'),
    offsetBytes: jsonNumber(row, 'offset') ?? 0,
    sizeLimitBytes: jsonNumber(row, 'sizelimit') ?? 0,
    isAutoclear: jsonFlag(row, 'autoclear'),
    isReadOnly: jsonFlag(row, 'ro'),
  };
}

function parseClassic(text: string, section: string): Parsed<readonly LoopDevice[]> {
  const value: LoopDevice[] = [];
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const match = CLASSIC.exec(content);
    if (match) {
      const [, name = '', inode, file = '', offset, limit] = match;
      value.push({
        kname: knameOf(name),
        devNo: null,
        ...backFileOf(file),
        backInode: Number(inode),
        backDevNo: null,
        offsetBytes: Number(offset ?? 0),
        sizeLimitBytes: Number(limit ?? 0),
        isAutoclear: null,
        isReadOnly: null,
      });
    } else if (content !== '')
      problems.push({ section, line, message: 'Not a line of losetup', text: content });
  });
  return { value, problems };
}

function backFileOf(text: string): Pick<LoopDevice, 'backFile' | 'isDeleted'> {
  const isDeleted = text.endsWith(DELETED);
  return { backFile: isDeleted ? text.slice(0, -DELETED.length) : text, isDeleted };
}

function knameOf(name: string): string {
  return (name.startsWith('/dev/') ? name.slice(5) : name).replaceAll('/', '!');
}
