import { parseDmDeps } from '../../../dm/parse-deps.ts';
import type { DeviceFacts, DeviceRef, GivenLine, IgnoredLine, Reader } from '../../reading.ts';
import { refOfPrintedName } from './device-names.ts';
import { type DmsetupCommand, kindOfCommand, onlyDevice, parseDmsetupCommand } from './dmsetup-command.ts';
import { ignoredLine, isNone, unindented, WHY, withoutRemark, withText } from './given-lines.ts';
import { keyedLine, recordBlocks } from './info-records.ts';
import { type Found, noDevicesReading, readingOf } from './reading-of.ts';

const LINE = /(?:^|: )\d{1,6} dependencies[ \t]*:(?: \(|\s*$)/;
/** Of what could be prose, the colon behind blanks is dmsetup's. */
const SURE = /(?:^|: )\d{1,6} dependencies(?:[ \t]+:(?: \(|\s*$)|: \(\d+, ?\d+\))/;

/** `dmsetup deps` with numbers or names in its brackets. */
export const depsReader: Reader = {
  kind: 'dmsetup-deps',
  isCommand: (command) => {
    const parsed = parseDmsetupCommand(command);
    return parsed !== null && kindOfCommand(parsed) === 'dmsetup-deps';
  },
  looksLike: (lines) => lines.some(({ text }) => SURE.test(text)),
  read: (output) => {
    const command = parseDmsetupCommand(output.command);
    const from = { kind: 'dmsetup-deps', output, command, usual: 'dmsetup deps' } as const;
    if (isNone(output.lines)) return noDevicesReading(from, ['deps']);
    return readingOf(from, readDeps(withText(output.lines), command), ['deps']);
  },
};

function readDeps(given: readonly GivenLine[], command: DmsetupCommand | null): Found {
  const lines = unindented(given, (text) => LINE.test(text) || keyedLine(text) !== null);
  if (command?.options.has('inactive')) {
    const why = 'what an inactive table names, which is not in use';
    return { devices: [], ignored: lines.map((line) => ignoredLine(line, why)), isPart: true };
  }
  const style = command?.options.get('options') ?? '';
  if (!lines.some(({ text }) => keyedLine(text)?.[0] === 'Name')) {
    return depsIn(lines, { style, nameless: onlyDevice(command) });
  }
  const devices: DeviceFacts[] = [];
  const ignored: IgnoredLine[] = [];
  for (const { device, rest } of recordBlocks(lines, null)) {
    const found = depsIn(rest, { style, nameless: device?.ref ?? null });
    for (const line of found.ignored) ignored.push(line);
    const own = found.devices.find(({ ref }) => ref === device?.ref);
    if (device) devices.push({ ...device, ...(own?.bases ? { bases: own.bases } : {}) });
    for (const facts of found.devices) if (facts !== own) devices.push(facts);
  }
  return { devices, ignored };
}

function depsIn(
  given: readonly GivenLine[],
  { style, nameless }: { style: string; nameless: DeviceRef | null },
): Found {
  const ignored: IgnoredLine[] = [];
  const lines: GivenLine[] = [];
  for (const whole of given) {
    const { line, remark } = withoutRemark(whole);
    if (LINE.test(line.text)) lines.push({ ...line, text: line.text.trimEnd() });
    else ignored.push(ignoredLine(whole));
    if (remark && LINE.test(line.text)) ignored.push(remark);
  }
  const { value, problems } = parseDmDeps(lines.map(({ text }) => text).join('\n'));
  // A second line for a device says nothing against the first.
  const cut = new Set(
    problems.filter(({ message }) => !message.startsWith('A second')).map(({ line }) => line),
  );
  const isKnown = (name: string) => value.has(name);
  const isOfKernel = [...value.values()].some(({ deviceNames }) =>
    deviceNames.some((name) => /^dm-\d+$/.test(name)),
  );
  for (const [at, { line, message }] of problems.entries()) {
    const found = lines[(line ?? 0) - 1];
    // One line can have more than one problem.
    if (found && line !== problems[at - 1]?.line)
      ignored.push(ignoredLine(found, message.startsWith('A second') ? 'given twice' : 'the line was cut'));
  }
  const devices = [...value].flatMap(([name, { line, devNos, deviceNames }]): DeviceFacts[] => {
    const given = lines[line - 1];
    const ref = name === '' ? nameless : { dmName: name };
    if (given && !ref) ignored.push({ ...given, why: WHY.noDevice });
    if (!given || !ref) return [];
    const ofName = (printed: string) =>
      isOfKernel || style === 'blkdevname' ? { kname: printed } : refOfPrintedName(printed, isKnown);
    const bases = [...deviceNames.map(ofName), ...devNos.map((devNo): DeviceRef => ({ devNo }))];
    return [{ ref, at: given.at, ...(cut.has(line) ? {} : { bases }) }];
  });
  return { devices, ignored };
}
