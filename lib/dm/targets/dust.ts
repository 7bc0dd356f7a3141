import { formatBytes } from '../../text/size.ts';
import type { TargetStatus, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  cursorOver,
  finishStatus,
  finishTable,
  hasMore,
  takeDevice,
  takeNumber,
  takeOneOf,
} from './argument-cursor.ts';
import { placeOf } from './wording.ts';

export type DustTable = TargetTable & {
  readonly device: string;
  readonly startSector: number;
  readonly blockSizeBytes: number;
};

export type DustStatus = TargetStatus & {
  readonly device: string;
  readonly failsReads: boolean;
  /** Null on older kernels. */
  readonly isQuiet: boolean | null;
};

/** `<device path> <offset> <blksz>`: dm-dust.rst. */
function parseTable(args: readonly string[]): Understood<DustTable> {
  const cursor = cursorOver(args);
  const device = takeDevice(cursor, 'the device');
  const startSector = takeNumber(cursor, 'the start sector');
  const blockSizeBytes = takeNumber(cursor, 'the block size in bytes');
  return finishTable(cursor, () => ({
    device,
    startSector,
    blockSizeBytes,
    devices: [{ device, role: 'data', startSector }],
    summary: `Can play bad blocks of ${formatBytes(blockSizeBytes)}; maps onto one device, from ${placeOf(startSector)}.`,
    facts: [
      { label: 'Block size', value: formatBytes(blockSizeBytes) },
      { label: 'Starts at', value: placeOf(startSector) },
    ],
  }));
}

/** `<device> <fail_read_on_bad_block|bypass> [<quiet|verbose>]`: dust_status in dm-dust.c. */
function parseStatus(args: readonly string[]): Understood<DustStatus> {
  const cursor = cursorOver(args);
  const device = takeDevice(cursor, 'the device');
  const failsReads =
    takeOneOf(cursor, ['fail_read_on_bad_block', 'bypass'], 'the mode') === 'fail_read_on_bad_block';
  const isQuiet = hasMore(cursor)
    ? takeOneOf(cursor, ['quiet', 'verbose'], 'the log mode') === 'quiet'
    : null;
  return finishStatus(cursor, (more) => ({
    device,
    failsReads,
    isQuiet,
    health: 'ok',
    badge: failsReads ? 'failing' : null,
    summary: failsReads
      ? 'Reads of the blocks marked bad fail until they are written.'
      : 'Bad blocks are not played: every read is passed on.',
    facts: more,
  }));
}

export const dust: TargetType<DustTable, DustStatus> = {
  name: 'dust',
  purpose: 'Plays a disk with bad blocks, for tests.',
  parseTable,
  parseStatus,
};
