import type { StackIndex } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import type { Warning } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import type { Draft } from '../plan-for.ts';
import { takeDown } from '../take-down.ts';

/** Take down all that stands on a device. Who uses the device itself stands on it, too. */
export function freePlan(index: StackIndex, target: Device, isDeferred: boolean): Draft {
  const { affected, steps, refusals, warnings } = takeDown(index, target, { withTarget: false, isDeferred });
  const device = planDevice(target);
  const isIdle = steps.length === 0 && refusals.length === 0;
  return {
    title: `Free ${called(device)}: ${steps.length === 0 ? 'no device stands on it' : `take down ${standing(steps.length)}`}`,
    steps,
    // What was left to go by itself need not have gone.
    goal: isDeferred ? steps.flatMap(({ after }) => after) : [{ claim: 'is-unused', device }],
    refusals,
    warnings: [...(isIdle ? [nothingToDo(target)] : []), ...deferredWarning(isDeferred), ...warnings],
    devices: affected.order,
  };
}

/** Take down all that stands on a device, and the device. */
export function removePlan(index: StackIndex, target: Device, isDeferred: boolean): Draft {
  const { affected, steps, refusals, warnings } = takeDown(index, target, { withTarget: true, isDeferred });
  const device = planDevice(target);
  const above = Math.max(0, steps.length - 1);
  const others = above === 0 ? '' : ` and ${standing(above)}`;
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

function standing(count: number): string {
  return count === 1 ? 'the device that stands on it' : `the ${count} devices that stand on it`;
}

function nothingToDo(target: Device): Warning {
  const device = planDevice(target);
  return { kind: 'nothing-to-do', device, sentence: `Nothing stands on ${called(device)} or uses it.` };
}

function deferredWarning(isDeferred: boolean): readonly Warning[] {
  if (!isDeferred) return [];
  const sentence =
    'Deferred: a device that is open goes when its last user closes it, and nothing tells when that is.';
  return [{ kind: 'deferred', device: null, sentence }];
}
