import { formatSectors } from '../../text/size.ts';
import type { Fact, Health, TargetStatus, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  finishStatus,
  hasMore,
  peek,
  type Ratio,
  takeNumber,
  takeNumberOrDash,
  takeRatio,
  takeWord,
} from './argument-cursor.ts';
import { factIf, formatPercent, plainStatus, usedInWords } from './wording.ts';

export type ThinPoolUsage = {
  readonly transactionId: number;
  /** In blocks of 4 KiB. */
  readonly metadataBlocks: Ratio;
  /** In the table's block size. */
  readonly dataBlocks: Ratio;
  /** Where the metadata snapshot lies that userspace holds (`reserve_metadata_snap`); null for none. */
  readonly heldRoot: number | null;
  /** Null where an older kernel does not tell, as are the following. */
  readonly mode: 'rw' | 'ro' | 'out_of_data_space' | null;
  readonly discards: 'ignore_discard' | 'discard_passdown' | 'no_discard_passdown' | null;
  readonly whenFull: 'queue' | 'error' | null;
  readonly needsCheck: boolean | null;
  /** The pool sends an event when fewer metadata blocks than this are free. */
  readonly metadataLowWaterBlocks: number | null;
};

/** `usage` is null for `Fail` and `Error`. */
export type ThinPoolStatus = TargetStatus & { readonly usage: ThinPoolUsage | null };

/** What the metadata of a pool is counted in, whatever its data is. */
export const METADATA_BLOCK_SECTORS = 8;

/**
 * `<transaction id> <used>/<total metadata blocks> <used>/<total data blocks> <held root|->
 * [rw|ro|out_of_data_space] [<discards>] [<when full>] [needs_check|-] [<metadata low watermark>]`, `Fail` or `Error`:
 * pool_status in dm-thin.c, whose list has grown over time.
 */
export function parseThinPoolStatus(
  args: readonly string[],
  blockSectors: number | null,
): Understood<ThinPoolStatus> {
  if (args.length === 1 && (args[0] === 'Fail' || args[0] === 'Error'))
    return { ok: true, value: failed(args[0]) };
  const cursor = cursorOver(args);
  const usage = {
    transactionId: takeNumber(cursor, 'the transaction ID'),
    metadataBlocks: takeRatio(cursor, 'used/total metadata blocks'),
    dataBlocks: takeRatio(cursor, 'used/total data blocks'),
    heldRoot: takeNumberOrDash(cursor, 'the held metadata root'),
    mode: takeIf(cursor, ['rw', 'ro', 'out_of_data_space']),
    discards: takeIf(cursor, ['ignore_discard', 'discard_passdown', 'no_discard_passdown']),
    whenFull: WHEN_FULL[takeIf(cursor, ['error_if_no_space', 'queue_if_no_space']) ?? 'untold'],
    needsCheck: NEEDS_CHECK[takeIf(cursor, ['needs_check', '-']) ?? 'untold'],
    metadataLowWaterBlocks: hasMore(cursor) ? takeNumber(cursor, 'the metadata low watermark') : null,
  };
  return finishStatus(cursor, (more) => ({
    usage,
    ...inWords(usage, blockSectors),
    facts: [...factsOf(usage, blockSectors), ...more],
  }));
}

const WHEN_FULL = { error_if_no_space: 'error', queue_if_no_space: 'queue', untold: null } as const;
const NEEDS_CHECK = { needs_check: true, '-': false, untold: null } as const;

function takeIf<T extends string>(cursor: Cursor, choices: readonly T[]): T | null {
  const found = choices.find((choice) => choice === peek(cursor)) ?? null;
  if (found !== null) takeWord(cursor, found);
  return found;
}

function failed(word: string): ThinPoolStatus {
  const summary =
    word === 'Fail'
      ? 'The pool has failed: every read and write of its volumes fails until its metadata is repaired.'
      : 'The kernel cannot read the metadata of the pool.';
  return { ...plainStatus('failed', word === 'Fail' ? 'failed' : 'error', summary), usage: null };
}

type Words = { readonly health: Health; readonly badge: string; readonly summary: string };

function inWords(usage: ThinPoolUsage, blockSectors: number | null): Words {
  const { part, whole } = usage.dataBlocks;
  const percent = formatPercent(usage.dataBlocks);
  const sizes =
    blockSectors === null
      ? `${part} of ${whole} blocks`
      : `${formatSectors(part * blockSectors)} of ${formatSectors(whole * blockSectors)}`;
  const rest = `Data ${percent} used (${sizes}), metadata ${formatPercent(usage.metadataBlocks)}`;
  if (usage.needsCheck === true) {
    return {
      health: 'failed',
      badge: 'needs check',
      summary: `Its metadata must be checked and repaired (thin_check, thin_repair) before it can be written again. ${rest}.`,
    };
  }
  if (usage.mode === 'ro') {
    return {
      health: 'degraded',
      badge: 'read-only',
      summary: `Read-only: nothing can be written to its volumes. ${rest}.`,
    };
  }
  if (usage.metadataBlocks.part >= usage.metadataBlocks.whole) {
    const summary = `Out of metadata space: no new block can be mapped until its metadata grows. ${rest}.`;
    return { health: 'failed', badge: 'meta full', summary };
  }
  if (usage.mode === 'out_of_data_space' || part >= whole) return full(usage, rest);
  return { health: 'ok', badge: percent, summary: `${rest}.` };
}

function full(usage: ThinPoolUsage, rest: string): Words {
  const what = usage.whenFull === 'error' ? 'fail' : usage.whenFull === 'queue' ? 'wait' : 'wait or fail';
  return {
    health: usage.mode === 'out_of_data_space' ? 'failed' : 'degraded',
    badge: 'full',
    summary: `Out of data space: writes that need a new block ${what} until the pool grows. ${rest}.`,
  };
}

function factsOf(usage: ThinPoolUsage, blockSectors: number | null): readonly Fact[] {
  return [
    ...factIf('Data', blockSectors === null ? null : usedInWords(usage.dataBlocks, blockSectors)),
    { label: 'Metadata', value: usedInWords(usage.metadataBlocks, METADATA_BLOCK_SECTORS) },
    { label: 'Transaction ID', value: String(usage.transactionId) },
    ...factIf('Held metadata root', usage.heldRoot),
    ...factIf('Mode', usage.mode),
    ...factIf('Discards', usage.discards),
    ...factIf(
      'When full',
      usage.whenFull === null ? null : `writes ${usage.whenFull === 'queue' ? 'wait' : 'fail'}`,
    ),
  ];
}
