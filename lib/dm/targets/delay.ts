import type { TargetStatus, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  fail,
  finishStatus,
  finishTable,
  hasMore,
  takeDevice,
  takeNumber,
} from './argument-cursor.ts';
import { counted, listed } from './wording.ts';

export type DelayClass = { readonly device: string; readonly startSector: number; readonly delayMs: number };

/** Writes go as reads unless the table tells otherwise, flushes as writes. */
export type DelayTable = TargetTable & {
  readonly read: DelayClass;
  readonly write: DelayClass;
  readonly flush: DelayClass;
};

/** Requests being held back; `flushes` is null on older kernels. */
export type DelayStatus = TargetStatus & {
  readonly reads: number;
  readonly writes: number;
  readonly flushes: number | null;
};

const ROLES = { 3: ['data'], 6: ['read', 'write'], 9: ['read', 'write', 'flush'] } as const;

/** `<device> <offset> <delay> [<write device> <offset> <delay> [<flush device> <offset> <delay>]]`: delay.rst. */
function parseTable(args: readonly string[]): Understood<DelayTable> {
  const cursor = cursorOver(args);
  const count = args.length;
  const roles = count === 3 || count === 6 || count === 9 ? ROLES[count] : null;
  if (roles === null) fail(cursor, `expected 3, 6 or 9 arguments, found ${count}`);
  const classes = (roles ?? []).map((role) => takeClass(cursor, role));
  return finishTable(cursor, () => {
    const [read = NO_CLASS, write = read, flush = write] = classes;
    return {
      read,
      write,
      flush,
      devices: classes.map(({ device, startSector }, i) => ({
        device,
        role: roles?.[i] ?? 'data',
        startSector,
      })),
      summary: summaryOf(read.delayMs, write.delayMs, flush.delayMs),
      facts: [
        { label: 'Reads', value: `${read.delayMs} ms` },
        { label: 'Writes', value: `${write.delayMs} ms` },
        { label: 'Flushes', value: `${flush.delayMs} ms` },
      ],
    };
  });
}

const NO_CLASS: DelayClass = { device: '', startSector: 0, delayMs: 0 };

function takeClass(cursor: Cursor, role: string): DelayClass {
  return {
    device: takeDevice(cursor, `the ${role} device`),
    startSector: takeNumber(cursor, `the start sector on the ${role} device`),
    delayMs: takeNumber(cursor, `the delay in milliseconds on the ${role} device`),
  };
}

function summaryOf(read: number, write: number, flush: number): string {
  if (read === write && write === flush) return `Holds every request back for ${read} ms.`;
  return `Holds reads back for ${read} ms, writes for ${write} ms and flushes for ${flush} ms.`;
}

/** `<reads> <writes> [<flushes>]` under way: delay_status in dm-delay.c. */
function parseStatus(args: readonly string[]): Understood<DelayStatus> {
  const cursor = cursorOver(args);
  const reads = takeNumber(cursor, 'the delayed reads');
  const writes = takeNumber(cursor, 'the delayed writes');
  const flushes = hasMore(cursor) ? takeNumber(cursor, 'the delayed flushes') : null;
  const held = [
    counted(reads, 'read'),
    counted(writes, 'write'),
    ...(flushes === null ? [] : [counted(flushes, 'flush', 'flushes')]),
  ];
  return finishStatus(cursor, (more) => ({
    reads,
    writes,
    flushes,
    health: 'ok',
    badge: null,
    summary:
      reads + writes + (flushes ?? 0) === 0
        ? 'No request is being held back now.'
        : `Held back now: ${listed(held)}.`,
    facts: more,
  }));
}

export const delay: TargetType<DelayTable, DelayStatus> = {
  name: 'delay',
  purpose: 'Makes a device slow, for tests.',
  parseTable,
  parseStatus,
};
