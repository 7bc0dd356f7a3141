import type { GivenLine, Reader, Reading } from '../../reading.ts';
import { type DmsetupCommand, kindOfCommand, onlyDevice, parseDmsetupCommand } from './dmsetup-command.ts';
import { ignoredLine, isNone, unindented, withText } from './given-lines.ts';
import { isPairsLine } from './info-pairs.ts';
import { keyedLine, recordBlocks } from './info-records.ts';
import { isHeading, isUsualRow, readInfoReport } from './info-report.ts';
import { type Found, noDevicesReading, readingOf } from './reading-of.ts';
import { isSegmentLine } from './table-lines.ts';

/** `dmsetup info`, long or in columns. */
export const infoReader: Reader = {
  kind: 'dmsetup-info',
  isCommand: (command) => {
    const parsed = parseDmsetupCommand(command);
    return parsed !== null && kindOfCommand(parsed) === 'dmsetup-info';
  },
  looksLike: (lines) => isNone(lines) || hasRecords(lines) || looksLikeReport(withText(lines)),
  read: (output): Reading | null => {
    const parsed = parseDmsetupCommand(output.command);
    const isLong = withText(output.lines).some(({ text }) => keyedLine(text) !== null);
    const from = {
      kind: 'dmsetup-info',
      output,
      command: parsed,
      usual: isLong ? 'dmsetup info' : 'dmsetup info -c',
    } as const;
    if (isNone(output.lines)) return noDevicesReading(from, ['mapped']);
    const lines = withText(output.lines);
    const found =
      isLong && !lines.some(({ text }) => isPairsLine(text))
        ? readLong(lines, parsed)
        : readColumns(lines, parsed);
    return readingOf(from, found, ['mapped']);
  },
};

/** Records without the lines of a table or of dependencies behind them, which `-v` prints. */
function hasRecords(lines: readonly GivenLine[]): boolean {
  const keys = lines.map(({ text }) => keyedLine(text)?.[0]);
  const isRecord = keys.includes('Name') && (keys.includes('State') || keys.includes('Major, minor'));
  return isRecord && !lines.some(({ text }) => isSegmentLine(text) || /^\d+ dependencies[ \t]*:/.test(text));
}

function looksLikeReport(lines: readonly GivenLine[]): boolean {
  if (lines.some(({ text }) => isHeading(text, null))) return true;
  const rows = lines.filter(
    ({ text }) => isUsualRow(text) || (isPairsLine(text) && /\bDM_(?:NAME|UUID|MAJOR|DEVNO)=/.test(text)),
  );
  return rows.length > 0 && rows.length * 3 >= lines.length;
}

function readColumns(lines: readonly GivenLine[], command: DmsetupCommand | null): Found {
  return readInfoReport(
    unindented(lines, (text) => isHeading(text, command) || isUsualRow(text) || isPairsLine(text)),
    command,
  );
}

function readLong(lines: readonly GivenLine[], command: DmsetupCommand | null): Found {
  const blocks = recordBlocks(
    unindented(lines, (text) => keyedLine(text) !== null),
    onlyDevice(command),
  );
  const ignored = blocks.flatMap(({ rest }) => rest.map((line) => ignoredLine(line)));
  const devices = blocks.flatMap(({ device }) => device ?? []);
  return { devices, ignored };
}
