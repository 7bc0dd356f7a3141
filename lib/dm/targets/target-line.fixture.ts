import type { Segment, TargetStatus, TargetTable, TargetType, Understood } from '../target-type.ts';
import { splitArguments } from './argument-cursor.ts';

/** `0 8 zero ` as dmsetup prints it, to a segment. */
export function segmentOf(line: string): Segment {
  const match = /^(\d+) (\d+) (\S+) ?(.*)$/s.exec(line);
  if (match === null) throw new Error(`not a target line: ${line}`);
  const [, start, length, target = '', args = ''] = match;
  return { startSector: Number(start), lengthSectors: Number(length), target, args };
}

/** The table of a line that must be understood. */
export function tableOf<T extends TargetTable>(type: TargetType<T>, line: string): T {
  const segment = segmentOf(line);
  return understoodValue(type.parseTable(splitArguments(segment.args), segment), line);
}

/** The status of a line that must be understood, for the table in `tableLine`. */
export function statusOf<S extends TargetStatus>(
  type: TargetType<TargetTable, S>,
  status: string,
  tableLine = `0 8 ${type.name}`,
): S {
  return understoodValue(type.parseStatus(splitArguments(status), segmentOf(tableLine)), status);
}

/** Why arguments are not understood. */
export function reasonOf(type: TargetType, args: string): string {
  const understood = type.parseTable(splitArguments(args), segmentOf(`0 8 ${type.name}`));
  if (understood.ok) throw new Error(`understood: ${args}`);
  return understood.reason;
}

function understoodValue<T>(understood: Understood<T>, line: string): T {
  if (!understood.ok) throw new Error(`${line}: ${understood.reason}`);
  return understood.value;
}
