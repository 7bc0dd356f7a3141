import { isJsonRow, jsonRows, jsonText, parseToolJson } from '../../../block/parse-json.ts';
import type { Problem } from '../../../problem.ts';
import { decodeHexEscapes } from '../../../text/escapes.ts';
import type { GivenLine, IgnoredLine } from '../../reading.ts';
import { refOfPath } from '../ref-of-path.ts';
import { areTitles, askedColumns, type Column, cellsOf, columnsOf } from './columns.ts';
import { type CommandOptions, commandWords, hasFlag, optionsOf } from './command-words.ts';
import { isJsonText, jsonIgnored, lineOfValue } from './json-lines.ts';
import { areAllMounts, majorMinor, mountedDevices, mountFacts, type ShownMount } from './mounted-devices.ts';
import { pairsOf } from './pairs.ts';
import { areMostly, type Found, ignoredLine, toolReader } from './tool-reader.ts';

const WITH_VALUE = [
  ...['-o', '-O', '-S', '-T', '-M', '-t', '-N', '-d', '-F', '-w', '-Q', '--output', '--options', '--source'],
  ...['--target', '--mountpoint', '--types', '--task', '--direction', '--tab-file', '--timeout', '--filter'],
];
/** These leave mounts out, or show a table of another kind or namespace. */
const FILTERS = [
  ...[
    '-O',
    '-S',
    '-T',
    '-M',
    '-t',
    '-N',
    '-F',
    '-f',
    '-i',
    '-U',
    '-D',
    '-Q',
    '-w',
    '-p',
    '--options',
    '--source',
    '--target',
  ],
  ...[
    '--mountpoint',
    '--types',
    '--task',
    '--tab-file',
    '--first-only',
    '--invert',
    '--uniq',
    '--df',
    '--dfi',
  ],
  ...['--filter', '--poll', '--real', '--pseudo', '--shadowed', '-s', '--fstab', '-m', '--mtab'],
];
const DEFAULT = 'TARGET SOURCE FSTYPE OPTIONS';
const TITLE =
  /^(?:TARGET|SOURCES?|FSTYPE|(?:VFS-|FS-)?OPTIONS|OPT-FIELDS|(?:PART)?LABEL|(?:PART)?UUID|MAJ:MIN|FSROOT|T?ID|PARENT|UNIQ-ID|PROPAGATION|SIZE|AVAIL|USED|USE%|INO\.[A-Z]{1,9}%?|FREQ|PASSNO)$/;

/** findmnt (util-linux) in each of its forms. */
export const findmntReader = toolReader({
  kind: 'findmnt',
  assumedCommand: 'findmnt',
  isCommand: (command) => commandWords(command).program === 'findmnt',
  looksLike: (lines) => {
    const [first] = lines;
    if (!first) return false;
    if (isJsonText(lines)) return lines.slice(0, 3).some(({ text }) => text.includes('"filesystems"'));
    return (
      (isHeader(first.text) && /\bTARGET\b/.test(first.text) && first.text.includes(' ')) ||
      areMostly(lines, (text) => pairsOf(text).has('TARGET'))
    );
  },
  find: (lines, output) => {
    const { args, isFiltered } = commandWords(output.command);
    const options = optionsOf(args, WITH_VALUE);
    if (hasFlag(options, '-s', '--fstab')) {
      const why = 'from /etc/fstab, not what is mounted';
      return { devices: [], ignored: lines.map((line) => ({ ...line, why })) };
    }
    const { shown, ignored } = isJsonText(lines) ? shownInJson(lines) : shownInTable(lines, options);
    const isAll =
      output.command === ''
        ? areAllMounts(shown.map(({ mount }) => mount.mountPoint))
        : !isFiltered && options.rest.length === 0 && !hasFlag(options, ...FILTERS);
    return foundOf({ shown, ignored }, isAll);
  },
});

type Shown = { readonly shown: readonly ShownMount[]; readonly ignored: readonly IgnoredLine[] };

function foundOf({ shown, ignored }: Shown, isAll: boolean): Found {
  return { devices: mountedDevices(shown), ignored, whole: isAll ? ['mounts'] : [] };
}

function shownInTable(lines: readonly GivenLine[], options: CommandOptions): Shown {
  const shown: ShownMount[] = [];
  const ignored: IgnoredLine[] = [];
  let columns = askedColumns(options.values.get('-o') ?? options.values.get('--output'), DEFAULT);
  const known = askedFor(options);
  for (const line of lines) {
    if (isHeader(line.text)) columns = columnsOf(line.text);
    else {
      const cells = cellsOfLine(line.text, columns, options);
      const mount = shownMount(cells.size > 0 ? new Map([...known, ...cells]) : cells, line.at);
      if (mount) shown.push(mount);
      else ignored.push(ignoredLine(line, 'findmnt'));
    }
  }
  return { shown, ignored };
}

function isHeader(text: string): boolean {
  return areTitles(text, TITLE) && /\b(?:TARGET|SOURCE|FSTYPE)\b/.test(text);
}

/** `findmnt -no SOURCE /srv` shows only what it was not asked with. */
function askedFor({ rest, values }: CommandOptions): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  const [first = '', second = values.get('-M') ?? values.get('--mountpoint') ?? ''] = rest;
  const isDevice = refOfPath(first) !== null;
  const target = isDevice ? second : first || second;
  const source = isDevice ? first : (values.get('-S') ?? values.get('--source') ?? '');
  if (target.startsWith('/')) known.set('TARGET', target);
  if (source.startsWith('/')) known.set('SOURCE', source);
  return known;
}

function cellsOfLine(
  text: string,
  columns: readonly Column[],
  options: CommandOptions,
): ReadonlyMap<string, string> {
  const pairs = pairsOf(text);
  if (pairs.size > 0) return pairs;
  const fields = text.split(' ');
  const isRaw = hasFlag(options, '-r', '--raw') && fields.length === columns.length;
  if (isRaw) return new Map(columns.map(({ name }, i) => [name, decodeHexEscapes(fields[i] ?? '')]));
  const cells = cellsOf(columns, text, { free: 'TARGET', tree: 'TARGET', isValid });
  return new Map([...(cells ?? [])].map(([name, value]) => [name, decodeHexEscapes(value)]));
}

function isValid(name: string, value: string): boolean {
  if (name === 'TARGET') return withoutGuides(value) !== null;
  if (name === 'MAJ:MIN') return majorMinor(value) !== null;
  return /^(?:SOURCE|FSROOT|LABEL|PARTLABEL)/.test(name) || !value.includes(' ');
}

/** `│ ├─/run` to `/run`; null where there is more than guides before the path. */
function withoutGuides(value: string): string | null {
  return /^[\s│├└─|`-]*(\/.*)$/.exec(value)?.[1] ?? null;
}

function shownMount(cells: ReadonlyMap<string, string>, at: number): ShownMount | null {
  const mountPoint = withoutGuides(cells.get('TARGET') ?? '');
  if (mountPoint === null) return null;
  return {
    at,
    source: cells.get('SOURCE') ?? '',
    devNo: majorMinor(cells.get('MAJ:MIN') ?? cells.get('MAJ_MIN')),
    mount: mountFacts({
      mountPoint,
      fsType: cells.get('FSTYPE'),
      options: cells.get('OPTIONS') ?? cells.get('VFS-OPTIONS'),
      root: cells.get('FSROOT'),
    }),
  };
}

function shownInJson(lines: readonly GivenLine[]): Shown {
  const problems: Problem[] = [];
  const json = parseToolJson(lines.map(({ text }) => text).join('\n'), 'findmnt', problems);
  const lineOf = lineOfValue(lines, 'target');
  const shown: ShownMount[] = [];
  const waiting = (jsonRows(json, 'filesystems') ?? []).toReversed();
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    const cells = new Map(Object.keys(row).map((key) => [key.toUpperCase(), jsonText(row ?? {}, key)]));
    const mount = shownMount(cells, lineOf(jsonText(row, 'target')));
    if (mount) shown.push(mount);
    const children = Array.isArray(row.children) ? row.children.filter(isJsonRow) : [];
    for (const child of children.reverse()) waiting.push(child);
  }
  return { shown, ignored: jsonIgnored(lines, problems) };
}
