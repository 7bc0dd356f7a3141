import { parseDevNo } from '../../../block/dev-no.ts';
import type { DeviceFacts, GivenLine, IgnoredLine, Reader } from '../../reading.ts';
import { type DmsetupCommand, kindOfCommand, parseDmsetupCommand } from './dmsetup-command.ts';
import { ignoredLine, isNone, unindented, withoutRemark, withText } from './given-lines.ts';
import { type Found, noDevicesReading, readingOf } from './reading-of.ts';
import { treeLine } from './tree-place.ts';

/** `name\t(253:0)`, older `(253, 0)`; a paste makes blanks of the tab. */
const NUMBERED = /^(\S(?:.*\S)?)\s+\((\d{1,10}[:,] ?\d{1,10})\)\s*$/;
/** `-o blkdevname` and `-o devname`. */
const NAMED = /^(\S(?:.*\S)?)(\t|\s+)\((\S+)\)\s*$/;
const SURE = /^\S+(?:\s+)\(\d{1,10}(?::|, ?)\d{1,10}\)\s*$|^\S+\s*(?:\t| {2,})\(dm-\d+\)\s*$/;

/** `dmsetup ls`, also with `--target`. */
export const lsReader: Reader = {
  kind: 'dmsetup-ls',
  isCommand: (command) => {
    const parsed = parseDmsetupCommand(command);
    return parsed !== null && kindOfCommand(parsed) === 'dmsetup-ls';
  },
  looksLike: (lines) => {
    const all = withText(lines);
    if (all.some((line) => treeLine(line).guideEnd > 0)) return false;
    const sure = all.filter((line) => {
      const { text } = withoutRemark(line).line;
      return text.length <= 1000 && SURE.test(text.trim());
    });
    return sure.length * 2 > all.length;
  },
  read: (output) => {
    const command = parseDmsetupCommand(output.command);
    const from = { kind: 'dmsetup-ls', output, command, usual: 'dmsetup ls' } as const;
    if (isNone(output.lines)) return noDevicesReading(from, ['mapped']);
    return readingOf(from, readLs(withText(output.lines), command), ['mapped']);
  },
};

function readLs(given: readonly GivenLine[], command: DmsetupCommand | null): Found {
  const devices: DeviceFacts[] = [];
  const ignored: IgnoredLine[] = [];
  const style = command?.options.get('options') ?? '';
  for (const whole of unindented(given, (text) => SURE.test(text) || NUMBERED.test(text))) {
    const { line, remark } = withoutRemark(whole);
    const facts = factsOf(whole, style) ?? (remark && factsOf(line, style));
    if (facts) devices.push(facts);
    if (facts && remark && !factsOf(whole, style)) ignored.push(remark);
    if (!facts) ignored.push(ignoredLine(whole));
  }
  return { devices, ignored };
}

function factsOf({ text, at }: GivenLine, style: string): DeviceFacts | null {
  if (text.length > 1000) return null;
  const [, name = '', number = ''] = NUMBERED.exec(text) ?? [];
  const devNo = parseDevNo(number);
  if (devNo) return { ref: { dmName: name, devNo }, at, dm: {} };
  const [, named, gap, printed = ''] = NAMED.exec(text) ?? [];
  if (named === undefined) return null;
  if (/^dm-\d+$/.test(printed)) return { ref: { dmName: named, kname: printed }, at, dm: {} };
  // With `-o devname` the brackets hold the name once more.
  const isDevName = printed === named && (style === 'devname' || gap === '\t');
  return isDevName ? { ref: { dmName: named }, at, dm: {} } : null;
}
