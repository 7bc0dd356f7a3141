import type { StackIndex } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import type { Warning } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import type { Draft } from '../plan-for.ts';
import { takeDown } from '../take-down.ts';

/** Remove all holders of a device. Who uses the device itself is in the way, too. */
export function freePlan(index: StackIndex, target: Device, isDeferred: boolean): Draft {
  const { affected, steps, refusals, warnings } = takeDown(index, target, { withTarget: false, isDeferred });
  const device = planDevice(target);
  const isIdle = steps.length === 0 && refusals.length === 0;
  return {
    title: `Free ${called(device)}${steps.length === 0 ? '' : `: remove ${holders(steps.length)}`}`,
    steps,
    // What was left to go by itself need not have gone.
    goal: isDeferred ? steps.flatMap(({ after }) => after) : [{ claim: 'is-unused', device }],
    refusals,
    warnings: [...(isIdle ? [nothingToDo(target)] : []), ...deferredWarning(isDeferred), ...warnings],
    devices: affected.order,
  };
}

/** Remove a device and all its holders. */
export function removePlan(index: StackIndex, target: Device, isDeferred: boolean): Draft {
  const { affected, steps, refusals, warnings } = takeDown(index, target, { withTarget: true, isDeferred });
  const device = planDevice(target);
  const above = Math.max(0, steps.length - 1);
  const others = above === 0 ? '' : ` and ${holders(above)}`;
  return {
    title: `Remove ${called(device)}${others}`,
    steps,
    goal: steps.find((step) => step.device.devNo === target.devNo)?.after ?? [
      { claim: target.dm ? 'is-gone' : 'is-unused', device },
    ],
    refusals,
    warnings: [...deferredWarning(isDeferred), ...warnings],
    devices: affected.order,
  };
}

function holders(count: number): string {
  return count === 1 ? 'its holder' : `its ${count} holders`;
}

function nothingToDo(target: Device): Warning {
  const device = planDevice(target);
  return { kind: 'nothing-to-do', device, sentence: `${called(device)} has no holders and no users.` };
}

function deferredWarning(isDeferred: boolean): readonly Warning[] {
  if (!isDeferred) return [];
  const sentence =
    'Deferred: a device that is open will be removed when its last user closes it, and it is not known when that is.';
  return [{ kind: 'deferred', device: null, sentence }];
}
