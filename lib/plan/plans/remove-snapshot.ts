import type { StackIndex } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import { printableHostText } from '../../text/host-text.ts';
import type { Refusal } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import type { Draft } from '../plan-for.ts';
import { type LvmSnapshot, lvmSnapshotOf, removeSnapshotStep } from '../steps/remove-snapshot.ts';
import { takeDown } from '../take-down.ts';

/**
 * Take down all that stands on a snapshot and have LVM remove it. What is in it is gone then, so the operator types its
 * name; and LVM, which reads every device of the host, is not started while one of them is suspended.
 */
export function removeSnapshotPlan(index: StackIndex, target: Device, typed: string): Draft {
  const down = takeDown(index, target, { withTarget: false, isDeferred: false });
  const device = planDevice(target);
  const snapshot = lvmSnapshotOf(target);
  const step = snapshot ? removeSnapshotStep(target, snapshot) : null;
  return {
    title: `Free ${called(device)}, and remove the snapshot for good`,
    steps: step ? [...down.steps, step] : down.steps,
    goal: [{ claim: 'is-gone', device }],
    refusals: [
      ...(snapshot ? confirmation(target, snapshot, typed) : [notASnapshot(target)]),
      ...down.refusals,
      ...suspendedElsewhere(index, down.refusals),
    ],
    warnings: down.warnings,
    devices: down.affected.order,
  };
}

function confirmation(target: Device, { name }: LvmSnapshot, typed: string): readonly Refusal[] {
  if (typed === name) return [];
  const device = planDevice(target);
  const cause = `Removing ${called(device)} for good has to be confirmed.`;
  return [{ kind: 'not-confirmed', device, cause, wayOut: `Type its name: ${printableHostText(name)}` }];
}

function notASnapshot(target: Device): Refusal {
  const device = planDevice(target);
  return {
    kind: 'not-a-snapshot',
    device,
    cause: `${called(device)} is not a classic snapshot of LVM. A thin volume may be the only copy of its data: its table does not tell.`,
    wayOut: 'Free it, and remove it with lvremove yourself, once you know what it is.',
  };
}

function suspendedElsewhere(index: StackIndex, told: readonly Refusal[]): readonly Refusal[] {
  const known = new Set(
    told.flatMap(({ kind, device }) => (kind === 'suspended' && device ? [device.devNo] : [])),
  );
  const stuck = index.stack.devices.filter(({ dm, devNo }) => dm?.isSuspended && !known.has(devNo));
  return stuck.slice(0, 3).map((each) => ({
    kind: 'suspended',
    device: planDevice(each),
    cause: `${called(planDevice(each))} is suspended: LVM reads every device of the host, and would hang on it.`,
    wayOut: 'Resume it first.',
  }));
}
