import { holdersOf, type StackIndex } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import { shellCommand } from '../../text/shell-quote.ts';
import { isThinPool } from '../../thin/is-thin-pool.ts';
import type { Check, Refusal, Step, Warning } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import type { Draft } from '../plan-for.ts';
import { activateThinStep } from '../steps/activate-thin.ts';
import { createThinSnapshotStep } from '../steps/pool-message.ts';
import { resumeOriginStep, SUSPENDED_AT_MOST_MS, suspendOriginStep } from '../steps/suspend-origin.ts';
import { suspendedRefusals } from '../suspended.ts';
import { volumeName } from '../thin/lvm-line.ts';
import { activeThin, type MappedThin, mappedThinOf } from '../thin/mapped-thin.ts';
import { poolRefusals } from '../thin/pool-refusals.ts';
import type { ThinIntentOf } from '../thin/thin-intent.ts';
import { activeRefusal, idRefusals, nameRefusals } from '../thin/word-refusals.ts';

type Intent = ThinIntentOf<'thin-snapshot'>;

/**
 * Snapshot a thin volume. The kernel wants an active origin suspended meanwhile, or the snapshot holds blocks that were
 * written after it. A suspended device that nobody resumes stops whatever uses it, so from before the suspend on a guard
 * watches over it (`StepGuard`), and the resume is a step that runs whatever became of the snapshot.
 */
export function thinSnapshotPlan(index: StackIndex, target: Device, intent: Intent): Draft {
  const active = originOf(index, target, intent);
  const pool = isThinPool(target) ? target : active && index.byDevNo.get(active.pool);
  const originId = active?.thinId ?? intent.originId;
  if (!pool || originId === undefined) return noOrigin(target);
  const made = { ...intent, sizeSectors: active?.sizeSectors ?? 0 };
  const steps = [
    ...stepsOf(pool, { active, originId, thinId: intent.thinId }),
    ...(intent.isActivated && active ? [activateThinStep(pool, made)] : []),
  ];
  const ofPool = poolRefusals(index, pool, { need: 'blocks', lvmWayOut: lvmWayOut(active, intent.name) });
  const taken = activeThin(index, pool, intent.thinId);
  const what = active
    ? called(planDevice(active.device))
    : `thin ID ${originId} of ${called(planDevice(pool))}`;
  return {
    title: `Snapshot ${what} as thin ID ${intent.thinId}`,
    steps,
    goal: goalOf(steps),
    refusals: [
      ...ofPool,
      ...idRefusals(intent.thinId),
      ...idRefusals(originId, "the origin's thin ID"),
      ...(taken ? [activeRefusal(taken.device, intent.thinId, '')] : []),
      ...nameRefusals(index, intent.name),
      ...(active ? originRefusals(index, active.device, ofPool) : []),
      ...(intent.isActivated && !active ? [noSize(pool, intent)] : []),
    ],
    warnings: active ? warningsOf(index, active) : [],
    devices: active ? [active.device, pool] : [pool],
  };
}

function originOf(index: StackIndex, target: Device, { originId }: Intent): MappedThin | null {
  if (!isThinPool(target)) return mappedThinOf(target);
  return originId === undefined ? null : activeThin(index, target, originId);
}

type Parts = {
  readonly active: MappedThin | null;
  readonly originId: number;
  readonly thinId: number;
};

function stepsOf(pool: Device, { active, originId, thinId }: Parts): readonly Step[] {
  const snapshot = createThinSnapshotStep(pool, { thinId, originId, isGuarded: active !== null });
  if (!active) return [snapshot];
  return [suspendOriginStep(active.device), snapshot, resumeOriginStep(active.device)];
}

/** That the origin goes on, and that the snapshot is there where it is mapped: nothing else of it can be seen. */
function goalOf(steps: readonly Step[]): readonly Check[] {
  return steps.flatMap(({ kind, after }) =>
    kind === 'resume-origin' || kind === 'activate-thin' ? after : [],
  );
}

/** `told`: what speaks against its pool already. */
function originRefusals(index: StackIndex, origin: Device, told: readonly Refusal[]): readonly Refusal[] {
  const device = planDevice(origin);
  const known = new Set(told.map(({ device: each }) => each?.devNo));
  const below = suspendedRefusals(index, {
    order: [origin],
    devNos: new Set([origin.devNo]),
    isCircular: false,
  });
  const another: Refusal = {
    kind: 'inactive-table',
    device,
    cause: `${called(device)} has another table loaded, which a resume would put in place.`,
    wayOut: `Clear it first: dmscope plan clear ${origin.devNo}`,
  };
  return [
    ...(origin.dm?.hasInactiveTable ? [another] : []),
    ...below.filter((each) => !known.has(each.device?.devNo)),
  ];
}

function noOrigin(target: Device): Draft {
  const device = planDevice(target);
  const refusal: Refusal = {
    kind: 'not-a-thin',
    device,
    cause: `${called(device)} is not a thin volume.`,
    wayOut: 'Name a device whose table is a single thin target; or a pool, and the thin ID of the origin.',
  };
  return {
    title: `Snapshot ${called(device)}`,
    steps: [],
    goal: [],
    refusals: [refusal],
    warnings: [],
    devices: [target],
  };
}

function noSize(pool: Device, { thinId, name }: Intent): Refusal {
  const activate = shellCommand(['dmscope', 'thin', 'activate', pool.devNo, `${thinId}`, '--name', name]);
  return {
    kind: 'size',
    device: planDevice(pool),
    cause: 'The origin is not active, so the size of its snapshot is not known.',
    wayOut: `Activate the snapshot afterwards: ${activate} --size SIZE`,
  };
}

function lvmWayOut(active: MappedThin | null, name: string): string {
  const volume = active && volumeName(active);
  if (volume) return `Have LVM take it: ${shellCommand(['lvcreate', '-s', volume, '-n', name])}`;
  return `Have LVM take it, of a volume it knows: lvcreate -s VG/LV -n ${shellCommand([name])}`;
}

function warningsOf(index: StackIndex, { device: origin }: MappedThin): readonly Warning[] {
  const device = planDevice(origin);
  const seconds = SUSPENDED_AT_MOST_MS / 1000;
  const waits = `I/O of ${called(device)} waits while the snapshot is made, usually a moment, at most ${seconds} s: then it resumes, with a snapshot or without.`;
  const isMounted = origin.mounts.length > 0;
  const isUsed = holdersOf(index, origin.devNo).length > 0 || (origin.openedBy?.length ?? 0) > 0;
  if (isMounted || !isUsed) return [{ kind: 'io-waits', device, sentence: waits }];
  const sentence = `Only a file system that is mounted from ${called(device)} itself is frozen. For any other user of it the snapshot is crash-consistent.`;
  return [
    { kind: 'io-waits', device, sentence: waits },
    { kind: 'not-frozen', device, sentence },
  ];
}
