import { type JsonRow, jsonRows, jsonText, parseToolJson } from '../../../block/parse-json.ts';
import type { Problem } from '../../../problem.ts';
import { decodeHexEscapes } from '../../../text/escapes.ts';
import type { DeviceFacts, GivenLine, LoopFacts } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';
import { areTitles, askedColumns, type Column, cellsOf, columnsOf } from './columns.ts';
import { type CommandOptions, commandWords, hasFlag, optionsOf } from './command-words.ts';
import { isJsonText, jsonIgnored, lineOfValue } from './json-lines.ts';
import { majorMinor } from './mounted-devices.ts';
import { areMostly, type Found, ignoredLine, toolReader } from './tool-reader.ts';

const WITH_VALUE = [
  '-j',
  '-O',
  '-o',
  '-b',
  '--associated',
  '--output',
  '--offset',
  '--sizelimit',
  '--sector-size',
];
/** These set a device up or free it. */
const ACTIONS = [
  '-f',
  '-d',
  '-D',
  '-c',
  '-P',
  '--find',
  '--detach',
  '--detach-all',
  '--set-capacity',
  '--show',
];
const DEFAULT = 'NAME SIZELIMIT OFFSET AUTOCLEAR RO BACK-FILE DIO LOG-SEC';
const TITLE =
  /^(?:NAME|SIZELIMIT|OFFSET|AUTOCLEAR|PARTSCAN|RO|BACK-[A-Z:]{1,9}|MAJ:MIN|DIO|LOG-SEC|HASH|REF)$/;
/** `[0811]:1667076 (/a.img), offset 512`, `[]: (/a.img)`; busybox has an offset instead: `0 /a.img`. */
const CLASSIC =
  /^\s*(\/dev\/loop\S{1,30}): (?:\[[0-9a-f]*\]:\d* ?\((.*)\)((?:, (?:offset|sizelimit|encryption) [^\s,]+(?: \(type \d+\))?)*)|(\d{1,20}) (\/.*))$/;
const DELETED = ' (deleted)';

/** losetup (util-linux, busybox) where it lists: one line a device, tables and JSON. */
export const losetupReader = toolReader({
  kind: 'losetup',
  assumedCommand: 'losetup',
  isCommand: (command) => {
    const { program, args } = commandWords(command);
    const options = optionsOf(args, WITH_VALUE);
    const isOneDevice = options.rest.length === 1 && (options.rest[0] ?? '').startsWith('/dev/loop');
    return (
      program === 'losetup' && !hasFlag(options, ...ACTIONS) && (options.rest.length === 0 || isOneDevice)
    );
  },
  looksLike: (lines) => {
    if (isJsonText(lines)) return lines.slice(0, 3).some(({ text }) => text.includes('"loopdevices"'));
    const first = lines[0]?.text ?? '';
    const isTable = isHeader(first) && /\b(?:BACK-FILE|SIZELIMIT|OFFSET|AUTOCLEAR)\b/.test(first);
    return isTable || areMostly(lines, (text) => CLASSIC.test(text));
  },
  find: (lines, { command }) => {
    const { args, isFiltered } = commandWords(command);
    const options = optionsOf(args, WITH_VALUE);
    const found = isJsonText(lines) ? loopsInJson(lines) : loopsInText(lines, options);
    const isAll =
      command !== '' && !isFiltered && options.rest.length === 0 && !hasFlag(options, '-j', '--associated');
    return { ...found, whole: isAll ? ['loops'] : [] };
  },
});

function loopsInText(lines: readonly GivenLine[], options: CommandOptions): Found {
  const devices: DeviceFacts[] = [];
  const ignored = [];
  let columns = askedColumns(options.values.get('-O') ?? options.values.get('--output'), DEFAULT);
  for (const line of lines) {
    if (isHeader(line.text)) {
      columns = columnsOf(line.text);
      continue;
    }
    const device = classicLoop(line) ?? loopOf(cellsOfLine(line.text, columns), line.at);
    if (device) devices.push(device);
    else ignored.push(ignoredLine(line, 'losetup'));
  }
  return { devices, ignored };
}

function isHeader(text: string): boolean {
  return areTitles(text, TITLE) && /\bNAME\b/.test(text);
}

function classicLoop({ text, at }: GivenLine): DeviceFacts | null {
  const match = CLASSIC.exec(text);
  const [, name = '', file, rest = '', plainOffset, plainFile] = match ?? [];
  const ref = match ? refOfPath(name) : null;
  if (!ref) return null;
  const offset = plainOffset ?? / offset (\d{1,20})/.exec(rest)?.[1];
  const limit = / sizelimit (\d{1,20})/.exec(rest)?.[1];
  const loop: LoopFacts = {
    ...backFileOf(file ?? plainFile ?? ''),
    // It prints neither of them where it is zero; busybox never a limit.
    offsetBytes: Number(offset ?? 0),
    ...(plainOffset === undefined ? { sizeLimitBytes: Number(limit ?? 0) } : {}),
  };
  return { ref, at, type: 'loop', loop };
}

function cellsOfLine(text: string, columns: readonly Column[]): ReadonlyMap<string, string> {
  const cells = cellsOf(columns, text, { free: 'BACK-FILE', isValid });
  return new Map([...(cells ?? [])].map(([name, value]) => [name, decodeHexEscapes(value)]));
}

function isValid(name: string, value: string): boolean {
  if (name === 'NAME') return /^(?:\/dev\/)?loop\S+$/.test(value);
  if (name.endsWith('MAJ:MIN')) return majorMinor(value) !== null;
  return name === 'BACK-FILE' || name === 'REF' || name === 'HASH' || /^\d+$/.test(value);
}

function loopsInJson(lines: readonly GivenLine[]): Found {
  const problems: Problem[] = [];
  const json = parseToolJson(lines.map(({ text }) => text).join('\n'), 'losetup', problems);
  const lineOf = lineOfValue(lines, 'name');
  const devices = (jsonRows(json, 'loopdevices') ?? []).flatMap((row) => {
    const name = jsonText(row, 'name');
    return loopOf(cellsOfRow(row), lineOf(name)) ?? [];
  });
  return { devices, ignored: jsonIgnored(lines, problems) };
}

/** As in a table, where true is 1. */
function cellsOfRow(row: JsonRow): ReadonlyMap<string, string> {
  return new Map(
    Object.keys(row).map((key) => {
      const value = jsonText(row, key);
      return [key.toUpperCase(), value === 'true' ? '1' : value === 'false' ? '0' : value];
    }),
  );
}

/** Of a device by its columns; those that were not asked for are not told. */
function loopOf(cells: ReadonlyMap<string, string>, at: number): DeviceFacts | null {
  const name = (cells.get('NAME') ?? '').trim();
  const ref = refOfPath(name.startsWith('loop') ? `/dev/${name}` : name);
  if (!ref) return null;
  const devNo = majorMinor(cells.get('MAJ:MIN'));
  const isReadOnly = flagOf(cells.get('RO'));
  const file = cells.get('BACK-FILE');
  const offset = numberOf(cells.get('OFFSET'));
  const limit = numberOf(cells.get('SIZELIMIT'));
  const isAutoclear = flagOf(cells.get('AUTOCLEAR'));
  const loop: LoopFacts | null = file
    ? {
        ...backFileOf(file),
        ...(offset === null ? {} : { offsetBytes: offset }),
        ...(limit === null ? {} : { sizeLimitBytes: limit }),
        ...(isAutoclear === null ? {} : { isAutoclear }),
      }
    : null;
  return {
    ref: devNo === null ? ref : { ...ref, devNo },
    at,
    type: 'loop',
    ...(isReadOnly === null ? {} : { isReadOnly }),
    ...(loop ? { loop } : {}),
  };
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,20}\s*$/.test(text) ? Number(text) : null;
}

function flagOf(text: string | undefined): boolean | null {
  const number = numberOf(text);
  return number === null ? null : number === 1;
}

function backFileOf(text: string): Pick<LoopFacts, 'file' | 'isDeleted'> {
  const isDeleted = text.endsWith(DELETED);
  return { file: isDeleted ? text.slice(0, -DELETED.length) : text, isDeleted };
}
