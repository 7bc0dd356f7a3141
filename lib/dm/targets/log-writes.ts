import { formatSectors } from '../../text/size.ts';
import type { TargetStatus, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  finishStatus,
  finishTable,
  peek,
  takeDevice,
  takeNumber,
  takeWord,
} from './argument-cursor.ts';
import { counted } from './wording.ts';

export type LogWritesTable = TargetTable & { readonly data: string; readonly log: string };

export type LogWritesStatus = TargetStatus & {
  readonly loggedEntries: number;
  readonly highestSector: number;
  /** False when the log device has failed or run full. */
  readonly isLogging: boolean;
};

/** `<dev_path> <log_dev_path>`: log-writes.rst. */
function parseTable(args: readonly string[]): Understood<LogWritesTable> {
  const cursor = cursorOver(args);
  const data = takeDevice(cursor, 'the data device');
  const log = takeDevice(cursor, 'the log device');
  return finishTable(cursor, () => ({
    data,
    log,
    devices: [
      { device: data, role: 'data', startSector: 0 },
      { device: log, role: 'log', startSector: 0 },
    ],
    summary: 'Passes everything on to one device and records each write on another.',
    facts: [],
  }));
}

/** `<#logged entries> <highest allocated sector> [logging_disabled]`: log_writes_status in dm-log-writes.c. */
function parseStatus(args: readonly string[]): Understood<LogWritesStatus> {
  const cursor = cursorOver(args);
  const loggedEntries = takeNumber(cursor, 'the logged entries');
  const highestSector = takeNumber(cursor, 'the highest allocated sector');
  const isLogging = !takeDisabled(cursor);
  const entries = `${counted(loggedEntries, 'entry', 'entries')} recorded`;
  return finishStatus(cursor, (more) => ({
    loggedEntries,
    highestSector,
    isLogging,
    health: isLogging ? 'ok' : 'degraded',
    badge: isLogging ? null : 'not logging',
    summary: isLogging
      ? `${entries}, up to ${formatSectors(highestSector)} of the log.`
      : `Recording has stopped: the log device failed or is full; ${entries}.`,
    facts: more,
  }));
}

function takeDisabled(cursor: Cursor): boolean {
  return peek(cursor) === 'logging_disabled' && takeWord(cursor, 'logging_disabled') !== '';
}

export const logWrites: TargetType<LogWritesTable, LogWritesStatus> = {
  name: 'log-writes',
  purpose: 'Records every write on a second device, so that crashes can be replayed in tests.',
  parseTable,
  parseStatus,
};
