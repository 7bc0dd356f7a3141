import { splitArguments } from '../../dm/targets/argument-cursor.ts';
import { snapshotMerge } from '../../dm/targets/snapshot-merge.ts';
import { usageRatio } from '../../dm/targets/snapshot-usage.ts';
import { formatPercent } from '../../dm/targets/wording.ts';
import type { Device } from '../../stack/stack.ts';
import { statusLines, tableLines } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import { type Merging, mergingSnapshot } from '../merging-snapshot.ts';
import { nameOf, partOf } from '../words.ts';

/** Why a snapshot reads nothing but errors: it is being merged. A merge that failed is told by the rule on snapshots. */
export const snapshotMerging: Rule = {
  name: 'snapshot-merging',
  patience: 'none',
  find: ({ stack, index }) =>
    stack.devices.flatMap((device) => {
      const merging = mergingSnapshot(device, index);
      const left = merging && leftIn(merging.origin);
      return merging && left !== null ? [draftOf(merging, left)] : [];
    }),
};

/** `, 40 % left`, empty where the capture does not tell; null when the merge does not go on. */
function leftIn({ dm }: Device): string | null {
  const segment = dm?.segments.find(({ target }) => target === 'snapshot-merge');
  if (segment?.status == null) return '';
  const status = snapshotMerge.parseStatus(splitArguments(segment.status), segment);
  if (!status.ok) return '';
  const { usage, leftSectors } = status.value;
  if (usage.state !== 'active') return null;
  return leftSectors === 0 ? ', 0 % left' : `, ${formatPercent(usageRatio(usage))} left`;
}

function draftOf({ snapshot, store, origin }: Merging, left: string): Draft {
  return {
    cause: [snapshot.identity],
    severity: 'notice',
    title: `${nameOf(snapshot)} is merging into ${nameOf(origin)}${left}`,
    devices: [
      partOf(origin, 'merged into'),
      partOf(snapshot, 'snapshot being merged'),
      partOf(store, 'its store'),
    ],
    evidence: [...tableLines([origin, snapshot]), ...statusLines(origin)],
    consequence: `LVM merges it while ${nameOf(origin)} stays in use; the snapshot itself cannot be read. LVM removes it when the merge is done.`,
    intent: null,
  };
}
