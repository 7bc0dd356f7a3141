import type { GivenLine, Output, Reader, Reading, WholeList } from '../../reading.ts';
import { jsonRowsOf } from './json-rows.ts';
import { looksLikeLsblk, looksLikeLsblkJson, looksLikeLsblkPairs } from './looks-like-lsblk.ts';
import { type LsblkCommand, readLsblkCommand } from './lsblk-command.ts';
import { lsblkDevices } from './lsblk-devices.ts';
import { hasEveryEdge, type LsblkEdges, lsblkEdges } from './lsblk-edges.ts';
import type { LsblkRows } from './lsblk-rows.ts';
import { pairRows } from './pair-rows.ts';
import { tableRows } from './table-rows.ts';

/**
 * `lsblk` of util-linux from 2.20 on, in every form: as a tree, merged (`-M`), inverse (`-s`), as a list, raw, as pairs and as JSON, with
 * any columns. The forms become rows, the rows' places in the picture become edges, and the rows of a device become one. Sources:
 * lsblk(8), lsblk-cmd/lsblk.c and libsmartcols/src/print.c of util-linux.
 */
export const lsblkReader: Reader = {
  kind: 'lsblk',
  isCommand,
  looksLike: looksLikeLsblk,
  read: readLsblk,
};

function isCommand(command: string): boolean {
  return /^lsblk(?: |$)/.test(command);
}

function readLsblk(output: Output): Reading | null {
  if (!isCommand(output.command) && !looksLikeLsblk(output.lines)) return null;
  const command = readLsblkCommand(output.command);
  const read = rowsOf(output.lines, command);
  const edges = lsblkEdges(read.rows, command.isInverse);
  const whole = wholeLists(read, edges, command);
  return {
    kind: 'lsblk',
    command: output.command === '' ? 'lsblk' : output.command,
    path: output.path,
    devices: lsblkDevices(read.rows, edges, whole.includes('block')),
    whole,
    ignored: read.ignored,
  };
}

function rowsOf(lines: readonly GivenLine[], command: LsblkCommand): LsblkRows {
  const first = lines.find(({ text }) => text.trim() !== '')?.text ?? '';
  if (looksLikeLsblkJson(lines) || /^\s*[[{]\s*(?:$|[{"])/.test(first)) return jsonRowsOf(lines);
  if (looksLikeLsblkPairs(lines)) return pairRows(lines);
  return tableRows(lines, command);
}

/** lsblk shows the mounts of its own mount namespace; whoever asks knows of those. */
function wholeLists(read: LsblkRows, edges: LsblkEdges, command: LsblkCommand): readonly WholeList[] {
  const { rows, form, isCut } = read;
  const isOfScreen = read.ignored.some(({ text }) => /^Every \d+[.,]\d+s: /.test(text));
  if (rows.length === 0 || !command.isOfAll || isCut || isOfScreen || edges.isBroken) return [];
  const whole: WholeList[] = [];
  if (hasEveryEdge(read) && (form === 'tree' || !edges.isInverse)) whole.push('block');
  if (rows.every(({ mountPoints }) => mountPoints !== null)) whole.push('mounts', 'swaps');
  return whole;
}
