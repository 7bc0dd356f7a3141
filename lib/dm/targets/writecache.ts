import { formatBytes } from '../../text/size.ts';
import type { TargetStatus, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  finishStatus,
  finishTable,
  hasMore,
  hasOption,
  optionNumber,
  peek,
  splitOptions,
  takeDevice,
  takeGroup,
  takeNumber,
  takeOneOf,
  takeWord,
} from './argument-cursor.ts';
import { counted, factIf, formatPercent, unknownOptions } from './wording.ts';

export type WritecacheTable = TargetTable & {
  readonly cacheKind: 'pmem' | 'ssd';
  readonly origin: string;
  readonly cache: string;
  readonly blockSizeBytes: number;
  readonly startSector: number | null;
  readonly highWatermarkPercent: number | null;
  readonly lowWatermarkPercent: number | null;
  readonly writebackJobs: number | null;
  readonly autocommitBlocks: number | null;
  readonly autocommitTimeMs: number | null;
  readonly maxAgeMs: number | null;
  readonly pauseWritebackMs: number | null;
  /** Takes nothing new and empties itself. */
  readonly isCleaner: boolean;
  readonly isMetadataOnly: boolean;
  readonly options: readonly string[];
};

export type WritecacheStatus = TargetStatus & {
  /** 0 for none. */
  readonly error: number;
  readonly totalBlocks: number;
  readonly freeBlocks: number;
  readonly writebackBlocks: number;
  /** Reads, read hits, writes … flushes, discards, in the order of the status line; empty on older kernels. */
  readonly counters: readonly number[];
};

const OPTIONS = new Map([
  ['start_sector', 1],
  ['high_watermark', 1],
  ['low_watermark', 1],
  ['writeback_jobs', 1],
  ['autocommit_blocks', 1],
  ['autocommit_time', 1],
  ['max_age', 1],
  ['pause_writeback', 1],
  ['fua', 0],
  ['nofua', 0],
  ['cleaner', 0],
  ['metadata_only', 0],
]);

/** `<p|s> <origin> <cache> <block size> <#optional> [<name> [<value>]]…`: writecache.rst. */
function parseTable(args: readonly string[]): Understood<WritecacheTable> {
  const cursor = cursorOver(args);
  const cacheKind = takeOneOf(cursor, ['p', 's'], 'the kind of cache') === 'p' ? 'pmem' : 'ssd';
  const origin = takeDevice(cursor, 'the origin device');
  const cache = takeDevice(cursor, 'the cache device');
  const blockSizeBytes = takeNumber(cursor, 'the block size in bytes');
  const words = takeGroup(cursor, 'optional parameters');
  const options = splitOptions(cursor, words, OPTIONS);
  const number = (name: string) => optionNumber(cursor, options, name);
  const fields = {
    cacheKind,
    origin,
    cache,
    blockSizeBytes,
    startSector: number('start_sector'),
    highWatermarkPercent: number('high_watermark'),
    lowWatermarkPercent: number('low_watermark'),
    writebackJobs: number('writeback_jobs'),
    autocommitBlocks: number('autocommit_blocks'),
    autocommitTimeMs: number('autocommit_time'),
    maxAgeMs: number('max_age'),
    pauseWritebackMs: number('pause_writeback'),
    isCleaner: hasOption(options, 'cleaner'),
    isMetadataOnly: hasOption(options, 'metadata_only'),
    options: words,
  } as const;
  return finishTable(cursor, () => ({
    ...fields,
    devices: [
      { device: origin, role: 'origin', startSector: 0 },
      { device: cache, role: 'cache', startSector: fields.startSector ?? 0 },
    ],
    summary: `Write cache on ${cacheKind === 'pmem' ? 'persistent memory' : 'an SSD'}, blocks of ${formatBytes(blockSizeBytes)}: the origin alone is not complete.`,
    facts: [
      { label: 'Block size', value: formatBytes(blockSizeBytes) },
      ...factIf('Options', words.join(' ')),
      ...unknownOptions(
        options.map(({ name }) => name),
        OPTIONS,
      ),
    ],
  }));
}

const COUNTERS = [
  'Blocks read',
  'Read from the cache',
  'Blocks written',
  'Written over uncommitted',
  'Written over committed',
  'Written past the cache',
  'Written into the cache',
  'Waited for a free block',
  'Flushes',
  'Blocks discarded',
] as const;

/** `<error> <blocks> <free> <under writeback>`, then ten counters on newer kernels: writecache.rst. */
function parseStatus(args: readonly string[]): Understood<WritecacheStatus> {
  const cursor = cursorOver(args);
  const error = takeError(cursor);
  const totalBlocks = takeNumber(cursor, 'the number of blocks');
  const freeBlocks = takeNumber(cursor, 'the number of free blocks');
  const writebackBlocks = takeNumber(cursor, 'the blocks under writeback');
  const counters: number[] = [];
  for (const name of COUNTERS) if (hasMore(cursor)) counters.push(takeNumber(cursor, name));
  return finishStatus(cursor, (more) => ({
    error,
    totalBlocks,
    freeBlocks,
    writebackBlocks,
    counters,
    ...inWords(error, { part: Math.max(0, totalBlocks - freeBlocks), whole: totalBlocks }),
    facts: [
      { label: 'Blocks in the cache', value: `${totalBlocks - freeBlocks} of ${totalBlocks}` },
      { label: 'Under writeback', value: String(writebackBlocks) },
      ...counters.map((count, i) => ({ label: COUNTERS[i] ?? '', value: String(count) })),
      ...more,
    ],
  }));
}

/** writecache.rst promises an error number, today's kernels print 1; a negative errno would be understood too. */
function takeError(cursor: Cursor): number {
  const isNegative = /^-\d{1,9}$/.test(peek(cursor));
  return isNegative ? Number(takeWord(cursor, 'the error')) : takeNumber(cursor, 'the error');
}

function inWords(error: number, used: { readonly part: number; readonly whole: number }) {
  if (error !== 0) {
    const summary = `Failed (error ${error}): writes that were only in the cache may be lost.`;
    return { health: 'failed', badge: 'failed', summary } as const;
  }
  const badge = formatPercent(used);
  if (used.part === 0) {
    return { health: 'ok', badge, summary: 'The cache is empty: everything is on the origin.' } as const;
  }
  const blocks = counted(used.part, 'block');
  return {
    health: 'ok',
    badge,
    summary: `${blocks} (${badge} of the cache) not written to the origin yet.`,
  } as const;
}

export const writecache: TargetType<WritecacheTable, WritecacheStatus> = {
  name: 'writecache',
  purpose: 'Takes writes on a fast device first and moves them to the slower origin later.',
  parseTable,
  parseStatus,
};
