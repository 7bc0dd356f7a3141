import type { DeviceFacts, GivenLine, IgnoredLine, Output, Reader, Reading } from '../../reading.ts';
import { type DisplayBlock, pvOfBlock, volumeOfBlock } from './display-blocks.ts';
import { keyAndValue } from './display-keys.ts';
import { readDisplayLine } from './display-lines.ts';
import { lvmMessage, WARNING_REASON } from './lvm-messages.ts';
import { missingPvs } from './missing-pvs.ts';
import { isReportCommand, readReportCommand } from './report-command.ts';
import type { ToldPv, ToldVolume } from './volume.ts';
import { factsOfPv, factsOfVolume } from './volume-facts.ts';

/** `lvdisplay`, `vgdisplay`, `pvdisplay` in their own forms, and `pvscan`, `lvscan`, `vgscan`. */
export const displayReader: Reader = {
  kind: 'lvm-display',
  isCommand: isDisplayCommand,
  looksLike: (lines) => isDisplay(readDisplay({ command: '', path: '', lines })),
  read: readLvmDisplay,
};

const PROGRAM = /^(?:lvm\s+)?(lvdisplay|vgdisplay|pvdisplay|pvscan|lvscan|vgscan)(?:\s|$)/;

export function isDisplayCommand(command: string): boolean {
  return PROGRAM.test(command) && !isReportCommand(command);
}

export type Display = {
  readonly volumes: readonly ToldVolume[];
  readonly pvs: readonly ToldPv[];
  readonly ignored: readonly IgnoredLine[];
  readonly messages: readonly GivenLine[];
  /** Lines that only these outputs have. */
  readonly signs: number;
  readonly command: string;
};

const HEAD =
  /^\s*--- (Logical volume|Historical Logical volume|Volume group|(?:NEW )?Physical volumes?) ---\s*$/;
const INNER_HEAD = /^\s*--- (?:Segments|Physical Segments) ---\s*$/;
const INNER =
  /^\s*(?:(?:Logical|Virtual|Physical) extents? \d+ to \d+:|Stripe \d+:|FREE|\S+ \[(?:active|INACTIVE)\])\s*$/;
/** Names of groups and volumes have at most 127 characters. */
const LONGEST_LINE = 1000;
const KINDS: Readonly<Record<string, DisplayBlock['kind']>> = { L: 'volume', V: 'group' };
const COMMANDS = { volume: 'lvdisplay', group: 'vgdisplay', pv: 'pvdisplay' };

export function readDisplay({ command, lines }: Output): Display {
  const units = readReportCommand(command);
  const blocks: DisplayBlock[] = [];
  const volumes: ToldVolume[] = [];
  const pvs: ToldPv[] = [];
  const ignored: IgnoredLine[] = [];
  const messages: GivenLine[] = [];
  let signs = 0;
  let guess = '';
  for (const line of lines) {
    const { text, at } = line;
    if (text.trim() === '') continue;
    if (text.length > LONGEST_LINE) {
      ignored.push({ ...line, why: 'longer than any line of this output' });
      continue;
    }
    const head = HEAD.exec(text)?.[1];
    const told = head === undefined ? readDisplayLine(text, at, units) : null;
    if (head !== undefined) {
      const kind = head.startsWith('H') ? 'group' : (KINDS[head[0] ?? ''] ?? 'pv');
      blocks.push({ kind, at, values: new Map() });
      guess ||= COMMANDS[kind];
      signs += 1;
    } else if (told) {
      if (told.volume) volumes.push(told.volume);
      if (told.pv) pvs.push(told.pv);
      guess ||= told.volume ? 'lvscan' : 'pvscan';
      signs += 1;
    } else if (!takeLine(blocks, line)) {
      const message = lvmMessage(text);
      if (message?.kind === 'missing-pv') messages.push(line);
      else ignored.push({ ...line, why: message ? WARNING_REASON : 'not a line of this output' });
    }
  }
  for (const block of blocks) {
    const volume = block.kind === 'volume' ? volumeOfBlock(block, units) : null;
    const pv = block.kind === 'pv' ? pvOfBlock(block, units) : null;
    if (volume) volumes.push(volume);
    if (pv) pvs.push(pv);
  }
  return { volumes, pvs, ignored, messages, signs, command: guess };
}

/** Whether it is a line of the block that is open. */
function takeLine(blocks: DisplayBlock[], { text, at }: GivenLine): boolean {
  const open = blocks.at(-1);
  if (!open) return false;
  if (INNER_HEAD.test(text) || INNER.test(text)) return true;
  const pair = keyAndValue(text);
  if (!pair) return false;
  // Below one head `vgdisplay -v` lists all PVs of the group.
  const isNext = open.kind === 'pv' && pair.key === 'PV Name' && open.values.has('PV Name');
  const block = isNext ? { kind: open.kind, at, values: new Map<string, string[]>() } : open;
  if (isNext) blocks.push(block);
  const values = block.values.get(pair.key);
  if (values) values.push(pair.value);
  else block.values.set(pair.key, [pair.value]);
  return true;
}

function isDisplay({ signs, ignored }: Display): boolean {
  const foreign = ignored.filter(({ why }) => why !== WARNING_REASON).length;
  return signs > 0 && foreign <= signs;
}

function readLvmDisplay(output: Output): Reading | null {
  const display = readDisplay(output);
  const isKnown = isDisplayCommand(output.command);
  const isForeign = display.ignored.some(({ why }) => why !== WARNING_REASON);
  if (display.signs === 0 && !(isKnown && !isForeign)) return null;
  const devices = [...display.volumes.map(factsOfVolume), ...display.pvs.map(factsOfPv)].filter(
    (facts): facts is DeviceFacts => facts !== null,
  );
  return {
    kind: 'lvm-display',
    command: output.command || display.command || 'lvdisplay',
    path: output.path,
    devices: devices.sort((a, b) => a.at - b.at),
    missingPvs: missingPvs(display.pvs, display.messages),
    whole: [],
    ignored: display.ignored,
  };
}
