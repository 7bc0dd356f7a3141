import type { DeviceFacts, GivenLine, IgnoredLine } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';
import { blkidList, isListHeader } from './blkid-list.ts';
import { commandWords, optionsOf } from './command-words.ts';
import { pairsOf } from './pairs.ts';
import { areMostly, type Found, ignoredLine, toolReader } from './tool-reader.ts';

const WITH_VALUE = [
  '-c',
  '-o',
  '-O',
  '-s',
  '-S',
  '-t',
  '-n',
  '-u',
  '-w',
  '-H',
  '--output',
  '--match-tag',
  '--cache-file',
];
const DEVICE = /^\s*(\/dev\/\S+): (.*)$/;
const EXPORT = /^([A-Z][A-Z0-9_]{0,40})=(.*)$/;

/** blkid (util-linux, busybox): what is on devices, with `-p` also where partitions lie. */
export const blkidReader = toolReader({
  kind: 'blkid',
  assumedCommand: 'blkid',
  isCommand: (command) => commandWords(command).program === 'blkid',
  looksLike: (lines) => {
    if (isListHeader(lines[0]?.text ?? '') || /^DEVNAME=\/dev\//.test(lines[0]?.text ?? '')) return true;
    return areMostly(lines, isPairsLine);
  },
  find: (lines, { command }) => {
    if (lines.some(({ text }) => isListHeader(text))) return blkidList(lines);
    const { rest } = optionsOf(commandWords(command).args, WITH_VALUE);
    if (lines.some(({ text }) => isPairsLine(text))) return inPairs(lines);
    return inExport(lines, rest.length === 1 ? (rest[0] ?? '') : '');
  },
});

function isPairsLine(text: string): boolean {
  const [, , rest = ''] = DEVICE.exec(text) ?? [];
  return pairsOf(rest).size > 0;
}

/** `/dev/sda1: LABEL="root" UUID="…" TYPE="ext4"` */
function inPairs(lines: readonly GivenLine[]): Found {
  const devices: DeviceFacts[] = [];
  const ignored: IgnoredLine[] = [];
  for (const line of lines) {
    const [, path = '', rest = ''] = DEVICE.exec(line.text) ?? [];
    const values = pairsOf(rest);
    if (values.size === 0) ignored.push(ignoredLine(line, 'blkid'));
    else devices.push(...factsOf(path, line.at, values));
  }
  return { devices, ignored };
}

/** `-o export`: a line a value, DEVNAME first; old versions leave it out, so that only the command tells it. */
function inExport(lines: readonly GivenLine[], asked: string): Found {
  const devices: DeviceFacts[] = [];
  const ignored: IgnoredLine[] = [];
  let path = asked;
  let at = lines[0]?.at ?? 1;
  let values = new Map<string, string>();
  const end = () => {
    if (values.size > 0) devices.push(...factsOf(path, at, values));
    values = new Map();
  };
  for (const line of lines) {
    const [, key, value = ''] = EXPORT.exec(line.text) ?? [];
    if (key === 'DEVNAME') {
      end();
      path = value;
      at = line.at;
    } else if (key === undefined || path === '') ignored.push(ignoredLine(line, 'blkid'));
    else values.set(key.replace(/^ID_/, ''), value.replace(/\\(.)/g, '$1'));
  }
  end();
  return { devices, ignored };
}

function factsOf(path: string, at: number, values: ReadonlyMap<string, string>): readonly DeviceFacts[] {
  const ref = refOfPath(path);
  const type = values.get('TYPE') ?? values.get('FS_TYPE');
  const label = values.get('LABEL') ?? values.get('FS_LABEL');
  const uuid = values.get('UUID') ?? values.get('FS_UUID');
  const number = Number(values.get('PART_ENTRY_NUMBER') ?? 'none');
  const start = Number(values.get('PART_ENTRY_OFFSET') ?? 'none');
  const isPartition = Number.isSafeInteger(number);
  if (!ref || (!type && !isPartition)) return [];
  return [
    {
      ref,
      at,
      ...(isPartition
        ? { partition: { number, ...(Number.isSafeInteger(start) ? { startSector: start } : {}) } }
        : {}),
      ...(type ? { content: { type, ...(label ? { label } : {}), ...(uuid ? { uuid } : {}) } } : {}),
    },
  ];
}
