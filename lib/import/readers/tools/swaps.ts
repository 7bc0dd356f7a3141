import { parseSwaps } from '../../../block/parse-swaps.ts';
import { decodeHexEscapes } from '../../../text/escapes.ts';
import type { DeviceFacts, GivenLine, IgnoredLine, SwapFacts } from '../../reading.ts';
import { sizeOf } from '../human-size.ts';
import { refOfPath } from '../ref-of-path.ts';
import { areTitles, askedColumns, type Column, cellsOf, columnsOf } from './columns.ts';
import { type CommandOptions, commandWords, fileRead, hasFlag, optionsOf } from './command-words.ts';
import { areMostly, ignoredLine, toolReader } from './tool-reader.ts';

const FILE = /^\/?proc\/swaps$/;
const LIST_FLAGS = ['-s', '--summary', '--show', '--raw', '--bytes', '--noheadings', '-v', '--verbose'];
const SUMMARY = /^Filename\s+Type\s+Size\s+Used\s+Priority$/;
const TITLE = /^(?:NAME|TYPE|SIZE|USED|PRIO|UUID|LABEL)$/;
const DEFAULT = 'NAME TYPE SIZE USED PRIO';

type Shown = { readonly path: string; readonly isFile: boolean; readonly swap: SwapFacts };

/** /proc/swaps, `swapon -s` and `swapon --show` (swapon(8)). A file that is swapped on is of no device that they tell. */
export const swapsReader = toolReader({
  kind: 'swaps',
  assumedCommand: 'cat /proc/swaps',
  isCommand: (command) => fileRead(command, FILE) !== null || listing(command) !== null,
  looksLike: (lines) =>
    lines.some(({ text }) => SUMMARY.test(text)) ||
    (isHeader(lines[0]?.text ?? '') && /\b(?:TYPE|USED|PRIO)\b/.test(lines[0]?.text ?? '')) ||
    areMostly(lines, (text) => parseSwaps(text).value.length > 0),
  find: (lines, { command }) => {
    const devices: DeviceFacts[] = [];
    const ignored: IgnoredLine[] = [];
    let columns = askedColumns(listing(command)?.values.get('--show'), DEFAULT);
    let hasTitles = false;
    for (const line of lines) {
      const isTitles = isHeader(line.text);
      if (isTitles) columns = columnsOf(line.text);
      hasTitles ||= isTitles || SUMMARY.test(line.text);
      if (isTitles || SUMMARY.test(line.text)) continue;
      const shown = inSummary(line) ?? inTable(line, columns);
      const ref = shown && !shown.isFile ? refOfPath(shown.path) : null;
      if (ref && shown) devices.push({ ref, at: line.at, swap: shown.swap });
      else if (!shown) ignored.push(ignoredLine(line, '/proc/swaps or swapon'));
    }
    const isAll =
      command === ''
        ? hasTitles
        : (fileRead(command, FILE)?.isWhole ??
          (listing(command) !== null && !commandWords(command).isFiltered));
    return { devices, ignored, whole: isAll ? ['swaps'] : [] };
  },
});

function isHeader(text: string): boolean {
  return areTitles(text, TITLE) && /\bNAME\b/.test(text);
}

/** Options of a swapon that only lists; null for one that swaps on. */
function listing(command: string): CommandOptions | null {
  const { program, args } = commandWords(command);
  const options = optionsOf(args, []);
  const isListing = program === 'swapon' && [...options.flags].every((flag) => LIST_FLAGS.includes(flag));
  const isShow = hasFlag(options, '--show', '-s', '--summary') || args.length === 0;
  return isListing && isShow && options.rest.length === 0 ? options : null;
}

function inSummary({ text }: GivenLine): Shown | null {
  const [swap] = parseSwaps(text).value;
  if (!swap) return null;
  const { path, isFile, priority, usedBytes } = swap;
  return { path, isFile, swap: { priority, usedBytes } };
}

function inTable({ text }: GivenLine, columns: readonly Column[]): Shown | null {
  const cells = cellsOf(columns, text, { free: 'NAME', isValid });
  const path = decodeHexEscapes(cells?.get('NAME') ?? '');
  if (!cells || path === '') return null;
  const priority = cells.get('PRIO');
  const used = sizeOf(cells.get('USED') ?? '');
  return {
    path,
    isFile: cells.get('TYPE') === 'file',
    swap: {
      ...(priority === undefined ? {} : { priority: Number(priority) }),
      ...(used && !used.isRounded ? { usedBytes: used.bytes } : {}),
    },
  };
}

function isValid(name: string, value: string): boolean {
  if (name === 'NAME') return value.startsWith('/');
  if (name === 'TYPE') return value === 'partition' || value === 'file';
  if (name === 'PRIO') return /^-?\d{1,6}$/.test(value);
  return name === 'LABEL' || name === 'UUID' || sizeOf(value) !== null;
}
