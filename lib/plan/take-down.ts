import { holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import { type Affected, affectedBy } from './affected.ts';
import type { Refusal, Step, Warning } from './plan.ts';
import { called, planDevice } from './plan-device.ts';
import { usersInTheWay } from './refusals.ts';
import type { StepContext } from './step-kind.ts';
import { stepMakerFor } from './steps.ts';
import { suspendedRefusals } from './suspended.ts';
import { takeDownWarnings } from './warnings.ts';

/** Steps that take down everything on a device, holders first, and with `withTarget` the device itself. */
export type TakeDown = {
  readonly affected: Affected;
  readonly steps: readonly Step[];
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly Warning[];
};

type Options = { readonly withTarget: boolean; readonly isDeferred: boolean };

export function takeDown(index: StackIndex, target: Device, options: Options): TakeDown {
  const affected = affectedBy(index, target);
  const context: StepContext = { index, isDeferred: options.isDeferred };
  const steps: Step[] = [];
  const refusals: Refusal[] = affected.isCircular ? [circular(target)] : [];
  for (const device of affected.order) {
    const maker = stepMakerFor(device);
    const isToGo = device !== target || options.withTarget;
    if (isToGo && !goesWithOthers(index, device, device === target)) {
      if (maker) steps.push(maker.make(device, context));
      else refusals.push(noWay(device));
    }
    const isWaitedFor = options.isDeferred && isToGo && (maker?.canDefer ?? false);
    refusals.push(...usersInTheWay(index, device, isWaitedFor));
  }
  refusals.push(...suspendedRefusals(index, affected));
  return { affected, steps, refusals, warnings: takeDownWarnings(index, affected, steps) };
}

/** A partition goes with its disk; what cryptsetup put below its device for integrity, with that device. */
function goesWithOthers(index: StackIndex, device: Device, isTarget: boolean): boolean {
  if (device.kind === 'partition') return !isTarget;
  const made = device.dm?.made;
  if (made?.kind !== 'crypt' || made.uuid === '') return false;
  return holdersOf(index, device.devNo).some(
    ({ holder }) => holder.dm?.made.kind === 'crypt' && holder.dm.made.uuid === made.uuid,
  );
}

function circular(target: Device): Refusal {
  const device = planDevice(target);
  return {
    kind: 'no-way',
    device,
    cause: `The holders of ${called(device)} form a cycle, so there is no order in which to remove them.`,
    wayOut: 'Take a new capture: no kernel allows this.',
  };
}

function noWay(device: Device): Refusal {
  const target = planDevice(device);
  const refuse = (cause: string, wayOut: string): Refusal => ({
    kind: 'no-way',
    device: target,
    cause,
    wayOut,
  });
  switch (device.kind) {
    case 'disk':
      return refuse(`${called(target)} is a disk: there is nothing to remove.`, 'Free it instead.');
    case 'partition':
      return refuse(`${called(target)} is a partition, a part of its disk.`, 'Free it instead.');
    case 'missing':
      return refuse(
        `${called(target)} is not there.`,
        'Free it instead: that removes its remaining holders.',
      );
    default:
      return refuse(`dmscope knows no safe way to remove ${called(target)}.`, 'Remove it with its own tool.');
  }
}
