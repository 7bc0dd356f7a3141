import type { Health } from '../../dm/target-type.ts';
import { splitArguments } from '../../dm/targets/argument-cursor.ts';
import { mirror } from '../../dm/targets/mirror.ts';
import { parseRaidTable, raid } from '../../dm/targets/raid.ts';
import type { RaidStatus } from '../../dm/targets/raid-status.ts';
import { ownValue } from '../../own-value.ts';
import type { Device, LiveSegment, MdArray } from '../../stack/stack.ts';
import { quoted, reportedLines, statusLines, tableLines } from '../evidence.ts';
import type { Draft, Rule, Severity } from '../finding.ts';
import type { Survey } from '../survey.ts';
import { nameOf, partOf } from '../words.ts';

/** An array that lost disks: of md, of LVM's raid types, and LVM's old mirrors. One that copies or checks is at work, not ill. */
export const arrayDegraded: Rule = {
  name: 'array-degraded',
  find: (survey) =>
    survey.stack.devices.flatMap((device) => {
      const trouble = device.md ? mdTrouble(device, device.md) : mappedTrouble(device, survey);
      return trouble ? [draftOf(device, trouble, survey)] : [];
    }),
};

type Trouble = { readonly severity: Severity; readonly title: string; readonly consequence: string };

/** How many members each level can lose; of raid10 it depends on which. */
const MD_SPARE: Readonly<Record<string, number>> = { raid4: 1, raid5: 1, raid6: 2 };

function mdTrouble(device: Device, { level, degradedDisks, totalDisks, activity }: MdArray): Trouble | null {
  if (degradedDisks === null || totalDisks === null || degradedDisks <= 0) return null;
  const spare = level === 'raid1' ? totalDisks - 1 : ownValue(MD_SPARE, level);
  const hasFailed = spare !== undefined && degradedDisks > spare;
  const isHealing = activity !== null && /^(recovery|reshape)/.test(activity);
  return {
    severity: hasFailed ? 'critical' : isHealing ? 'notice' : 'warning',
    title: `Array ${nameOf(device)} (${level}) runs without ${degradedDisks} of its ${totalDisks} disks`,
    consequence: hasFailed
      ? 'That is more than it survives: reads and writes fail.'
      : isHealing
        ? `It is being rebuilt (${activity}); until then it has less redundancy, or none.`
        : degradedDisks === spare
          ? 'Its data is still there, but the next disk that fails takes it.'
          : 'Its data is still there, with less redundancy than it was made for.',
  };
}

function mappedTrouble(device: Device, { trackedSplits }: Survey): Trouble | null {
  const split = new Set((trackedSplits.get(device) ?? []).map(({ number }) => number));
  for (const segment of device.dm?.segments ?? []) {
    const trouble = segmentTrouble(device, segment, split);
    if (trouble) return trouble;
  }
  return reportedTrouble(device);
}

/** By the words of `lvs`: LVM may miss a device that the kernel has not asked for anything yet. */
function reportedTrouble(device: Device): Trouble | null {
  const volume = device.reportedHealth?.volume;
  const words = volume?.kind === 'raid' ? ownValue(REPORTED, volume.health ?? '') : undefined;
  if (!words) return null;
  const [severity, state, consequence] = words;
  return { severity, title: `Array ${nameOf(device)} ${state}`, consequence };
}

/** The words of lv_health_status. */
const REPORTED: Readonly<Record<string, readonly [Severity, string, string]>> = {
  partial: ['warning', 'has lost a device', 'It continues with less redundancy, or none.'],
  'refresh needed': [
    'warning',
    'has lost a device',
    'It runs without a device that failed, or was away for a while: lvchange --refresh takes it back, lvconvert --repair replaces it.',
  ],
  'mismatches exist': [
    'notice',
    'has copies or parity that differ',
    'A check found places where they differ; lvchange --syncaction repair makes them the same.',
  ],
};

/** `split`: which images were taken out on purpose. */
function segmentTrouble(device: Device, segment: LiveSegment, split: ReadonlySet<number>): Trouble | null {
  if (segment.status === null) return null;
  const args = splitArguments(segment.status);
  if (segment.target === 'raid') {
    const status = raid.parseStatus(args, segment);
    if (!status.ok || (status.value.health !== 'failed' && status.value.health !== 'degraded')) return null;
    if (isOlderThanTable(status.value, segment) || isOnlySplit(status.value, split)) return null;
    return raidTrouble(device, status.value);
  }
  if (segment.target === 'mirror') {
    const status = mirror.parseStatus(args, segment);
    if (!status.ok || (status.value.health !== 'failed' && status.value.health !== 'degraded')) return null;
    const severity = status.value.health === 'failed' ? 'critical' : 'warning';
    return { severity, ...wordsFor(device, status.value.summary, stateIn(status.value.health, false)) };
  }
  return null;
}

/** The kernel reports no member as missing that its table names: such a status was read before the table was replaced. */
function isOlderThanTable({ members }: RaidStatus, { args }: LiveSegment): boolean {
  const table = parseRaidTable(splitArguments(args));
  if (!table.ok) return false;
  const its = table.value.members;
  return (
    its.length !== members.length || members.some((state, i) => state === 'missing' && its[i]?.data !== null)
  );
}

function isOnlySplit({ health, members, journal }: RaidStatus, split: ReadonlySet<number>): boolean {
  if (split.size === 0 || health === 'failed' || journal === 'D') return false;
  return members.every((state, i) => state === 'in-sync' || (state === 'missing' && split.has(i)));
}

/** One that rebuilds itself, or found differences when it was checked, has lost nothing. */
function raidTrouble(device: Device, status: RaidStatus): Trouble {
  const { health, summary, members, journal, action } = status;
  const isWhole = !members.some((state) => state === 'dead' || state === 'missing') && journal !== 'D';
  const isInSync = members.every((state) => state === 'in-sync');
  const severity = health === 'failed' ? 'critical' : isWhole && action !== 'frozen' ? 'notice' : 'warning';
  const state = isWhole && isInSync ? 'has copies or parity that differ' : stateIn(health, isWhole);
  return { severity, ...wordsFor(device, summary, state) };
}

function stateIn(health: Health, isWhole: boolean): string {
  if (health === 'failed') return 'has failed';
  return isWhole ? 'is not wholly redundant' : 'has lost a device';
}

function wordsFor(device: Device, summary: string, state: string): Omit<Trouble, 'severity'> {
  return { title: `Array ${nameOf(device)} ${state}`, consequence: summary };
}

function draftOf(device: Device, { severity, title, consequence }: Trouble, survey: Survey): Draft {
  const members = device.bases.flatMap(({ base, roles }) => {
    const member = survey.index.byDevNo.get(base);
    const part = roles.includes('faulty') ? 'faulty member' : (roles[0] ?? 'member');
    return member ? [partOf(member, part)] : [];
  });
  return {
    cause: [device.identity],
    severity,
    title,
    devices: [partOf(device, 'array'), ...members],
    evidence: device.md
      ? [quoted('proc-mdstat', mdstatOf(device, device.md))]
      : [...statusLines(device), ...reportedLines(device), ...tableLines([device])],
    consequence,
    intent: null,
  };
}

function mdstatOf(device: Device, { state, level, totalDisks, degradedDisks, activity }: MdArray): string {
  const works = (totalDisks ?? 0) - (degradedDisks ?? 0);
  return [`${device.kname} : ${state} ${level} [${totalDisks}/${works}]`, activity ?? ''].join(' ').trimEnd();
}
