import { formatSectors } from '../../text/size.ts';
import type { Fact, Health, TargetStatus, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  finishStatus,
  hasMore,
  peek,
  type Ratio,
  takeGroup,
  takeGroupIfAny,
  takeNumber,
  takeRatio,
  takeWord,
} from './argument-cursor.ts';
import { counted, factIf, formatPercent, plainStatus, usedInWords } from './wording.ts';

export type CacheUsage = {
  /** Null where the first form, of Linux 3.9, does not tell, as for `blockSectors` and `policy`. */
  readonly metadataBlockSectors: number | null;
  readonly metadataBlocks: Ratio;
  readonly blockSectors: number | null;
  /** Blocks in the cache; `whole` is 0 where the old form does not tell. */
  readonly cacheBlocks: Ratio;
  readonly readHits: number;
  readonly readMisses: number;
  readonly writeHits: number;
  readonly writeMisses: number;
  readonly demotions: number;
  readonly promotions: number;
  /** In the cache only: lost with it. */
  readonly dirtyBlocks: number;
  readonly features: readonly string[];
  readonly coreArgs: readonly string[];
  readonly policy: string | null;
  readonly policyArgs: readonly string[];
  readonly metadataMode: 'rw' | 'ro' | null;
  readonly needsCheck: boolean | null;
};

/** `usage` is null for `Fail` and `Error`. */
export type CacheStatus = TargetStatus & { readonly usage: CacheUsage | null };

/** The status as in cache.rst, or the first form of Linux 3.9, which begins with the metadata's ratio. */
export function parseCacheStatus(args: readonly string[]): Understood<CacheStatus> {
  if (args.length === 1 && (args[0] === 'Fail' || args[0] === 'Error'))
    return { ok: true, value: failed(args[0]) };
  const cursor = cursorOver(args);
  const usage = args[0]?.includes('/') ? takeOldUsage(cursor) : takeUsage(cursor);
  return finishStatus(cursor, (more) => ({
    usage,
    ...inWords(usage),
    facts: [...factsOf(usage), ...more],
  }));
}

function failed(word: string): CacheStatus {
  const summary =
    word === 'Fail'
      ? 'The cache has failed: every read and write fails until its metadata is repaired.'
      : 'The kernel cannot read the metadata of the cache.';
  return { ...plainStatus('failed', word === 'Fail' ? 'failed' : 'error', summary), usage: null };
}

function takeUsage(cursor: Cursor): CacheUsage {
  return {
    metadataBlockSectors: takeNumber(cursor, 'the metadata block size'),
    metadataBlocks: takeRatio(cursor, 'used/total metadata blocks'),
    blockSectors: takeNumber(cursor, 'the cache block size'),
    cacheBlocks: takeRatio(cursor, 'used/total cache blocks'),
    ...takeCounters(cursor),
    dirtyBlocks: takeNumber(cursor, 'the dirty blocks'),
    features: takeGroup(cursor, 'features'),
    coreArgs: takeGroup(cursor, 'core arguments'),
    policy: takeWord(cursor, 'the policy'),
    policyArgs: takeGroupIfAny(cursor, 'policy arguments'),
    metadataMode: takeMode(cursor),
    needsCheck: takeNeedsCheck(cursor),
  };
}

/** `<used>/<total metadata> <6 counters> <blocks in cache> <dirty> <#features> … <#core args> … [<#policy args> …]`. */
function takeOldUsage(cursor: Cursor): CacheUsage {
  return {
    metadataBlockSectors: null,
    metadataBlocks: takeRatio(cursor, 'used/total metadata blocks'),
    blockSectors: null,
    ...takeCounters(cursor),
    cacheBlocks: { part: takeNumber(cursor, 'the blocks in the cache'), whole: 0 },
    dirtyBlocks: takeNumber(cursor, 'the dirty blocks'),
    features: takeGroup(cursor, 'features'),
    coreArgs: takeGroup(cursor, 'core arguments'),
    policy: null,
    policyArgs: takeGroupIfAny(cursor, 'policy arguments'),
    metadataMode: null,
    needsCheck: null,
  };
}

function takeCounters(cursor: Cursor) {
  return {
    readHits: takeNumber(cursor, 'the read hits'),
    readMisses: takeNumber(cursor, 'the read misses'),
    writeHits: takeNumber(cursor, 'the write hits'),
    writeMisses: takeNumber(cursor, 'the write misses'),
    demotions: takeNumber(cursor, 'the demotions'),
    promotions: takeNumber(cursor, 'the promotions'),
  };
}

function takeMode(cursor: Cursor): 'rw' | 'ro' | null {
  const word = peek(cursor);
  if (word !== 'rw' && word !== 'ro') return null;
  takeWord(cursor, 'the metadata mode');
  return word;
}

function takeNeedsCheck(cursor: Cursor): boolean | null {
  if (!hasMore(cursor) || !['needs_check', '-'].includes(peek(cursor))) return null;
  return takeWord(cursor, 'needs_check') === 'needs_check';
}

type Words = { readonly health: Health; readonly badge: string; readonly summary: string };

function inWords(usage: CacheUsage): Words {
  const badge =
    usage.cacheBlocks.whole > 0 ? formatPercent(usage.cacheBlocks) : `${usage.cacheBlocks.part} blocks`;
  const dirty = dirtyInWords(usage);
  if (usage.needsCheck === true) {
    return {
      health: 'failed',
      badge: 'needs check',
      summary: `Its metadata must be checked and repaired (cache_check, cache_repair); ${dirty}.`,
    };
  }
  if (usage.metadataMode === 'ro') {
    return { health: 'degraded', badge: 'read-only', summary: `Its metadata is read-only; ${dirty}.` };
  }
  const isCleaning = usage.policy === 'cleaner' && usage.dirtyBlocks > 0;
  return {
    health: isCleaning ? 'busy' : 'ok',
    badge: isCleaning ? 'cleaning' : badge,
    summary: `${usedPhrase(usage)}; ${dirty}.`,
  };
}

function usedPhrase({ cacheBlocks, blockSectors }: CacheUsage): string {
  if (blockSectors === null) return `${counted(cacheBlocks.part, 'block')} in the cache`;
  const amounts = `${formatSectors(cacheBlocks.part * blockSectors)} of ${formatSectors(cacheBlocks.whole * blockSectors)}`;
  return `${formatPercent(cacheBlocks)} of the cache is used (${amounts})`;
}

function dirtyInWords({ dirtyBlocks, blockSectors }: CacheUsage): string {
  if (dirtyBlocks === 0) return 'nothing in it waits to be written to the origin';
  const size = blockSectors === null ? '' : ` (${formatSectors(dirtyBlocks * blockSectors)})`;
  return `${counted(dirtyBlocks, 'block')}${size} not written to the origin yet`;
}

function factsOf(usage: CacheUsage): readonly Fact[] {
  const { readHits, readMisses, writeHits, writeMisses } = usage;
  return [
    ...factIf(
      'Cache',
      usage.blockSectors === null ? null : usedInWords(usage.cacheBlocks, usage.blockSectors),
    ),
    { label: 'Metadata', value: `${formatPercent(usage.metadataBlocks)} used` },
    { label: 'Dirty blocks', value: String(usage.dirtyBlocks) },
    { label: 'Reads from the cache', value: hitsInWords(readHits, readMisses) },
    { label: 'Writes to the cache', value: hitsInWords(writeHits, writeMisses) },
    { label: 'Promotions, demotions', value: `${usage.promotions}, ${usage.demotions}` },
    ...factIf('Features', usage.features.join(', ')),
    ...factIf('Policy', usage.policy),
    ...factIf('Policy settings', usage.policyArgs.join(' ')),
    ...factIf('Metadata mode', usage.metadataMode),
  ];
}

function hitsInWords(hits: number, misses: number): string {
  const ratio = { part: hits, whole: hits + misses };
  return ratio.whole === 0 ? 'none so far' : `${formatPercent(ratio)} (${hits} of ${ratio.whole})`;
}
