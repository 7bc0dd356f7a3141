import { formatSectors } from '../../text/size.ts';
import type { TargetStatus, TargetType, Understood } from '../target-type.ts';
import { chunksInWords, parseSnapshotTable, type SnapshotTable } from './snapshot-table.ts';
import { readSnapshotUsage, type SnapshotUsage, usageFacts } from './snapshot-usage.ts';

/** `leftSectors`: what is still to be copied back; null where the kernel does not tell. */
export type SnapshotMergeStatus = TargetStatus & {
  readonly usage: SnapshotUsage;
  readonly leftSectors: number | null;
};

function parseTable(args: readonly string[]): Understood<SnapshotTable> {
  return parseSnapshotTable(
    args,
    ({ chunkSectors }) => `Merges a snapshot back into its origin, ${chunksInWords(chunkSectors)}.`,
  );
}

/** The allocated sectors shrink to the metadata's as the merge goes on (snapshot.rst). */
function parseStatus(args: readonly string[]): Understood<SnapshotMergeStatus> {
  const reading = readSnapshotUsage(args);
  if (!reading.ok) return reading;
  const { usage, more } = reading.value;
  if (usage.state !== 'active') return { ok: true, value: stopped(usage) };
  const { allocatedSectors, metadataSectors } = usage;
  const leftSectors = metadataSectors === null ? null : Math.max(0, allocatedSectors - metadataSectors);
  const isDone = leftSectors === 0;
  const left =
    leftSectors === null ? 'it does not tell how much is left' : `${formatSectors(leftSectors)} left`;
  const value: SnapshotMergeStatus = {
    usage,
    leftSectors,
    health: isDone ? 'ok' : 'busy',
    badge: isDone ? 'merged' : 'merging',
    summary: isDone
      ? 'The merge is done: nothing is left to copy back.'
      : `Merging into its origin: ${left}.`,
    facts: [...usageFacts(usage), ...more],
  };
  return { ok: true, value };
}

function stopped(usage: SnapshotUsage): SnapshotMergeStatus {
  const summary =
    usage.state === 'merge-failed'
      ? 'The merge failed and has stopped: the origin holds a mix of old and merged data. It must be finished before the origin is used without it.'
      : 'The merge cannot continue: the snapshot is no longer valid.';
  return { usage, leftSectors: null, health: 'failed', badge: 'merge failed', summary, facts: [] };
}

export const snapshotMerge: TargetType<SnapshotTable, SnapshotMergeStatus> = {
  name: 'snapshot-merge',
  purpose: 'Copies what a snapshot holds back into its origin while the origin stays in use.',
  parseTable,
  parseStatus,
};
