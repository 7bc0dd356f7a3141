import { formatSectors } from '../../text/size.ts';
import type { Health, TargetStatus, TargetType, Understood } from '../target-type.ts';
import { chunksInWords, parseSnapshotTable, type SnapshotTable } from './snapshot-table.ts';
import { readSnapshotUsage, type SnapshotUsage, usageFacts, usageRatio } from './snapshot-usage.ts';
import { formatPercent } from './wording.ts';

export type SnapshotStatus = TargetStatus & { readonly usage: SnapshotUsage };

function parseTable(args: readonly string[]): Understood<SnapshotTable> {
  return parseSnapshotTable(args, ({ chunkSectors, isPersistent }) => {
    const store = isPersistent ? 'persistent' : 'transient: it is lost when the device is removed';
    return `Copy-on-write snapshot, ${chunksInWords(chunkSectors)}, ${store}.`;
  });
}

function parseStatus(args: readonly string[]): Understood<SnapshotStatus> {
  const reading = readSnapshotUsage(args);
  if (!reading.ok) return reading;
  const { usage, more } = reading.value;
  return { ok: true, value: { usage, ...inWords(usage), facts: [...factsOf(usage), ...more] } };
}

type Words = { readonly health: Health; readonly badge: string | null; readonly summary: string };

function inWords(usage: SnapshotUsage): Words {
  switch (usage.state) {
    case 'active':
      return activeInWords(usage);
    case 'invalid':
      return {
        health: 'failed',
        badge: 'invalid',
        summary:
          'Invalid: its copy-on-write space ran full or failed. What the snapshot held is lost; the origin is not affected.',
      };
    case 'overflow':
      return {
        health: 'failed',
        badge: 'overflow',
        summary:
          'Overflowed: its copy-on-write space is full. Writes to the snapshot fail, and what changes on the origin is no longer kept.',
      };
    case 'merge-failed':
      return { health: 'failed', badge: 'merge failed', summary: 'Merging it into its origin failed.' };
    case 'unknown':
      return { health: 'unknown', badge: null, summary: 'Its kind of store does not tell how full it is.' };
    default:
      return usage satisfies never;
  }
}

function activeInWords(usage: SnapshotUsage & { readonly state: 'active' }): Words {
  const ratio = usageRatio(usage);
  const percent = formatPercent(ratio);
  if (usage.metadataSectors !== null && usage.metadataSectors === ratio.part && ratio.part < ratio.whole) {
    const summary = `Nothing has changed since it was taken; ${formatSectors(ratio.whole)} are there for changes.`;
    return { health: 'ok', badge: '0 %', summary };
  }
  const isFull = ratio.part >= ratio.whole;
  const amounts = `${formatSectors(ratio.part)} of ${formatSectors(ratio.whole)}`;
  return {
    health: isFull ? 'degraded' : 'ok',
    badge: isFull ? 'full' : percent,
    summary: isFull
      ? `All ${formatSectors(ratio.whole)} of its copy-on-write space are used: the next change makes it invalid.`
      : `${percent} of its copy-on-write space is used: ${amounts}.`,
  };
}

function factsOf(usage: SnapshotUsage) {
  return usage.state === 'active' ? usageFacts(usage) : [];
}

export const snapshot: TargetType<SnapshotTable, SnapshotStatus> = {
  name: 'snapshot',
  purpose:
    'A copy of its origin as it was when the snapshot was taken; only what has changed since takes space, in the COW device.',
  parseTable,
  parseStatus,
};
