import type { Fact, Understood } from '../target-type.ts';
import { cursorOver, hasMore, leftover, type Ratio, takeNumber, takeRatio } from './argument-cursor.ts';
import { sectorsInWords, usedInWords } from './wording.ts';

/**
 * How full a snapshot's copy-on-write space is, as snapshot_status in dm-snap.c prints it. Older kernels leave out
 * the metadata count; some states are words in place of the numbers.
 */
export type SnapshotUsage =
  | {
      readonly state: 'active';
      readonly allocatedSectors: number;
      readonly totalSectors: number;
      /** Part of the allocated; null on old kernels. */
      readonly metadataSectors: number | null;
    }
  | { readonly state: 'invalid' | 'overflow' | 'merge-failed' | 'unknown' };

const WORDS = new Map<string, Exclude<SnapshotUsage['state'], 'active'>>([
  ['Invalid', 'invalid'],
  ['Overflow', 'overflow'],
  ['Merge failed', 'merge-failed'],
  ['Unknown', 'unknown'],
]);

type Reading = { readonly usage: SnapshotUsage; readonly more: readonly Fact[] };

/** `<allocated>/<total> [<metadata>]`, all in sectors, or one of the words. */
export function readSnapshotUsage(args: readonly string[]): Understood<Reading> {
  const state = WORDS.get(args.join(' '));
  if (state !== undefined) return { ok: true, value: { usage: { state }, more: [] } };
  const cursor = cursorOver(args);
  const { part, whole } = takeRatio(cursor, 'allocated/total sectors, Invalid, Overflow or Merge failed');
  const metadataSectors = hasMore(cursor) ? takeNumber(cursor, 'the metadata sectors') : null;
  if (cursor.reason !== null) return { ok: false, reason: cursor.reason };
  const usage = { state: 'active' as const, allocatedSectors: part, totalSectors: whole, metadataSectors };
  return { ok: true, value: { usage, more: leftover(cursor) } };
}

export function usageRatio(usage: SnapshotUsage & { readonly state: 'active' }): Ratio {
  return { part: usage.allocatedSectors, whole: usage.totalSectors };
}

export function usageFacts(usage: SnapshotUsage & { readonly state: 'active' }): readonly Fact[] {
  const metadata = usage.metadataSectors;
  return [
    { label: 'Copy-on-write space', value: usedInWords(usageRatio(usage), 1) },
    ...(metadata === null ? [] : [{ label: 'Metadata', value: sectorsInWords(metadata) }]),
  ];
}
