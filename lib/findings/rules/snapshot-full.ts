import { splitArguments } from '../../dm/targets/argument-cursor.ts';
import { snapshot } from '../../dm/targets/snapshot.ts';
import { snapshotMerge } from '../../dm/targets/snapshot-merge.ts';
import type { SnapshotUsage } from '../../dm/targets/snapshot-usage.ts';
import { formatPercent } from '../../dm/targets/wording.ts';
import { ownValue } from '../../own-value.ts';
import type { Device } from '../../stack/stack.ts';
import { reportedLines, statusLines, tableLines, usesOf } from '../evidence.ts';
import { fillOf, fillSeverity, paceInWords } from '../fill.ts';
import type { Draft, Rule } from '../finding.ts';
import { reportedOf } from '../reported.ts';
import { isSparseVolume } from '../sparse-volume.ts';
import type { Survey } from '../survey.ts';
import { SNAPSHOT_CRITICAL, SNAPSHOT_WARNING } from '../thresholds.ts';
import { allAbove } from '../walk.ts';
import { nameOf, partOf, volumeWord } from '../words.ts';

/**
 * A classic snapshot is invalid, or will be: its copy-on-write space ran full, or is about to. One with room for all of
 * its origin cannot run full.
 */
export const snapshotFull: Rule = {
  name: 'snapshot-full',
  patience: 'trend',
  find: (survey) =>
    survey.stack.devices.flatMap((device) => {
      const usage = usageOf(device) ?? reportedUsage(device);
      if (usage === null) return [];
      return usage.state === 'active' ? fillingUp(device, usage, survey) : broken(device, usage, survey);
    }),
};

function usageOf(device: Device): SnapshotUsage | null {
  const segment = device.dm?.segments[0];
  if (segment?.status == null) return null;
  const type = ownValue(TYPES, segment.target);
  const status = type?.parseStatus(splitArguments(segment.status), segment);
  return status?.ok ? status.value.usage : null;
}

/** By the words and percentages of `lvs`, in hundredths of a percent for sectors. */
function reportedUsage(device: Device): SnapshotUsage | null {
  const volume = reportedOf(device);
  if (volume?.kind !== 'snapshot') return null;
  if (volume.health === 'invalid') return { state: 'invalid' };
  if (volume.health === 'merge failed') return { state: 'merge-failed' };
  if (volume.snapPercent === undefined) return null;
  const allocatedSectors = Math.round(volume.snapPercent * 100);
  return { state: 'active', allocatedSectors, totalSectors: 10_000, metadataSectors: 0 };
}

const TYPES: Readonly<Record<string, typeof snapshot | typeof snapshotMerge>> = {
  snapshot,
  'snapshot-merge': snapshotMerge,
};

/** A sparse volume is a snapshot of nothing: there is no origin to speak of. */
const SPARSE = {
  title: 'Sparse volume',
  part: 'sparse volume',
  whenFull: '',
  whenLost: 'Nothing of it can be read any more.',
};
const SNAPSHOT = {
  title: 'Snapshot',
  part: 'snapshot',
  whenFull: ' Its origin is not affected.',
  whenLost: 'A backup that is made from it is worthless; its origin is not affected.',
};

type Active = SnapshotUsage & { readonly state: 'active' };

function fillingUp(device: Device, usage: Active, survey: Survey): readonly Draft[] {
  const [segment] = device.dm?.segments ?? [];
  const isReported = reportedOf(device) !== null;
  if (!isReported && (segment?.target !== 'snapshot' || usage.totalSectors >= segment.lengthSectors))
    return [];
  const previous = survey.before(device);
  const before = previous ? usageOf(previous) : null;
  const ratio = { part: usage.allocatedSectors, whole: usage.totalSectors };
  const fill = fillOf(
    ratio,
    before?.state === 'active' ? before.allocatedSectors : null,
    survey.elapsedSeconds,
  );
  const severity = fillSeverity(fill, { warning: SNAPSHOT_WARNING, critical: SNAPSHOT_CRITICAL });
  if (severity === null) return [];
  const volume = volumeWord(device);
  const kind = isSparseVolume(device, survey.index) ? SPARSE : SNAPSHOT;
  return [
    {
      cause: [device.identity],
      severity,
      title: `${kind.title} ${nameOf(device)} is ${formatPercent(ratio)} full`,
      devices: [partOf(device, kind.part), ...cowOf(device, survey)],
      evidence: [...statusLines(device), ...reportedLines(device), ...tableLines([device])],
      consequence: `When it is full it becomes invalid: all it holds is lost, at once, and whatever reads it gets I/O errors.${kind.whenFull}${paceInWords(fill, survey.elapsedSeconds)}`,
      advice:
        volume === null
          ? []
          : [`Give it more space (lvextend -L +SIZE ${volume}), or finish with it and remove it.`],
      intent: null,
    },
  ];
}

function broken(device: Device, usage: SnapshotUsage, survey: Survey): readonly Draft[] {
  if (usage.state === 'unknown') return [];
  const above = allAbove(survey.index, device.devNo);
  const isUsed = survey.isInUse(device.devNo);
  const isMerge = usage.state === 'merge-failed' || device.dm?.segments[0]?.target === 'snapshot-merge';
  const volume = volumeWord(device);
  const kind = isSparseVolume(device, survey.index) ? SPARSE : SNAPSHOT;
  return [
    {
      cause: [device.identity],
      severity: isUsed || isMerge ? 'critical' : 'warning',
      title: isMerge
        ? `Merging a snapshot into ${nameOf(device)} failed`
        : `${kind.title} ${nameOf(device)} is ${usage.state === 'overflow' ? 'full' : 'invalid'}: what it held is lost`,
      devices: [
        ...above.map((each) => partOf(each, 'holder')),
        partOf(device, isMerge ? 'merged into' : kind.part),
        ...cowOf(device, survey),
      ],
      evidence: [
        ...statusLines(device),
        ...reportedLines(device),
        ...tableLines([device]),
        ...usesOf([device, ...above]),
      ],
      consequence: isMerge
        ? 'The origin holds a mix of old and merged data. The merge must be finished before it is used without it.'
        : `Its copy-on-write space ran full or failed. ${kind.whenLost}${isUsed ? ' What has it open now gets I/O errors.' : ''}`,
      advice:
        isMerge || volume === null
          ? []
          : [`It is of no more use: lvremove ${volume}, and give the next one more space.`],
      intent: null,
    },
  ];
}

function cowOf(device: Device, { index }: Survey) {
  const cow = device.bases.find(({ roles }) => roles.includes('cow'));
  const store = cow && index.byDevNo.get(cow.base);
  return store ? [partOf(store, 'its store')] : [];
}
