import { targetTypeOf } from '../../../dm/target-types.ts';
import type {
  DeviceFacts,
  DeviceRef,
  GivenLine,
  IgnoredLine,
  Reader,
  ReadingKind,
  WholeList,
} from '../../reading.ts';
import { isConcise, readConcise } from './concise-table.ts';
import { type DmsetupCommand, kindOfCommand, onlyDevice, parseDmsetupCommand } from './dmsetup-command.ts';
import { ignoredLine, isNone, unindented, WHY, withText } from './given-lines.ts';
import { keyedLine, recordBlocks } from './info-records.ts';
import { maskedLine } from './mask-keys.ts';
import { type Found, noDevicesReading, readingOf } from './reading-of.ts';
import { isTableLine, type TableLines, tableLines } from './table-lines.ts';
import { isStatus } from './table-or-status.ts';

type Slot = 'table' | 'inactiveTable' | 'status';

const KINDS: readonly { kind: ReadingKind; slot: Slot; list: WholeList; usual: string }[] = [
  { kind: 'dmsetup-table', slot: 'table', list: 'tables', usual: 'dmsetup table' },
  {
    kind: 'dmsetup-table-inactive',
    slot: 'inactiveTable',
    list: 'inactive-tables',
    usual: 'dmsetup table --inactive',
  },
  { kind: 'dmsetup-status', slot: 'status', list: 'statuses', usual: 'dmsetup status' },
];

/** `dmsetup table`, `table --inactive` and `status`, which print lines of one form. */
export const tableReaders: readonly Reader[] = KINDS.map(({ kind, slot, list, usual }) => ({
  kind,
  isCommand: (command) => {
    const parsed = parseDmsetupCommand(command);
    return parsed !== null && kindOfCommand(parsed) === kind;
  },
  // Nothing but its command tells an inactive table from a live one.
  looksLike: (lines) => slot !== 'inactiveTable' && looksLikeTable(lines, slot),
  read: (output) => {
    const command = parseDmsetupCommand(output.command);
    const from = { kind, output, command, usual };
    if (isNone(output.lines)) return noDevicesReading(from, [list]);
    const lines = withText(output.lines);
    // Without inactive tables older versions print nothing at all.
    if (lines.length === 0)
      return slot === 'inactiveTable' && command?.isOfAll ? emptyReading(from, list) : null;
    return readingOf(from, readTable(lines, command, slot), [list]);
  },
}));

function emptyReading(
  { kind, output }: { kind: ReadingKind; output: { command: string; path: string } },
  list: WholeList,
) {
  return { kind, command: output.command, path: output.path, devices: [], whole: [list], ignored: [] };
}

function looksLikeTable(given: readonly GivenLine[], slot: 'table' | 'status'): boolean {
  const lines = withText(given);
  if (lines.some(({ text }) => isConcise(text))) return slot === 'table';
  const records = lines.filter(({ text }) => keyedLine(text) !== null).length;
  const { segments, devices } = tableLines(lines, () => true);
  const empty = devices.filter((device) => device.lines.length === 0);
  const isKnown = segments.some(({ target }) => targetTypeOf(target) !== null);
  // A line with a known target is unmistakable; a few of prose around it are usual.
  const isMost = (segments.length + empty.length) * 3 >= lines.length - records;
  return isKnown && isMost && isStatus(segments) === (slot === 'status');
}

function readTable(given: readonly GivenLine[], command: DmsetupCommand | null, slot: Slot): Found {
  const lines = unindented(given, (text) => isTableLine(text) || keyedLine(text) !== null || isConcise(text));
  if (lines.some(({ text }) => isConcise(text)) && slot === 'table') return readConcise(lines);
  if (lines.some(({ text }) => keyedLine(text)?.[0] === 'Name')) return readVerbose(lines, slot);
  // Of another command's state nothing is told of the live device.
  if (slot === 'status' && command?.options.has('inactive')) return ofInactive(lines);
  const first = lines[0]?.at;
  const read = tableLines(lines, ({ at }) => command !== null || at !== first);
  const asked = onlyDevice(command);
  const devices = read.devices.map(
    ({ name, at, lines: table }): DeviceFacts => ({ ref: { dmName: name }, at, [slot]: table }),
  );
  const one = asked && read.nameless.length > 0 ? [namelessFacts(read, asked, slot)] : [];
  return {
    devices: [...one, ...devices],
    ignored: asked ? read.ignored : [...read.ignored, ...unnamed(read)],
    isPart: read.nameless.length > 0,
  };
}

function namelessFacts({ nameless }: TableLines, ref: DeviceRef, slot: Slot): DeviceFacts {
  return { ref, at: nameless[0]?.line.at ?? 1, [slot]: nameless.map(({ text }) => text) };
}

function unnamed({ nameless }: TableLines): readonly IgnoredLine[] {
  return nameless.map(({ line }) => maskedLine({ ...line, why: WHY.noDevice }));
}

/** With `-v` the record of each device stands before its lines, which have no name then. */
function readVerbose(lines: readonly GivenLine[], slot: Slot): Found {
  const devices: DeviceFacts[] = [];
  const ignored: IgnoredLine[] = [];
  for (const { device, rest } of recordBlocks(lines, null)) {
    const read = tableLines(rest, () => false);
    const strange = device ? read.ignored : [...read.ignored, ...unnamed(read)];
    for (const line of strange) ignored.push(line);
    if (device) devices.push({ ...device, [slot]: read.nameless.map(({ text }) => text) });
    for (const { name, at, lines: table } of read.devices)
      devices.push({ ref: { dmName: name }, at, [slot]: table });
  }
  return { devices, ignored };
}

function ofInactive(lines: readonly GivenLine[]): Found {
  const why = 'the status of an inactive table, not of the device as it is';
  return { devices: [], ignored: lines.map((line) => maskedLine(ignoredLine(line, why))), isPart: true };
}
