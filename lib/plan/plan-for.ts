import { deviceOf, indexStack, type StackIndex } from '../stack/index-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { printableHostText } from '../text/host-text.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Intent } from './intent.ts';
import type { Check, Plan, Refusal, Step, Warning } from './plan.ts';
import { planDevice } from './plan-device.ts';
import { freePlan, removePlan } from './plans/free-and-remove.ts';
import { removeSnapshotPlan } from './plans/remove-snapshot.ts';
import { clearPlan, resumePlan } from './plans/tables.ts';
import { thinActivatePlan } from './plans/thin-activate.ts';
import { thinDeletePlan } from './plans/thin-delete.ts';
import { thinSnapshotPlan } from './plans/thin-snapshot.ts';
import { systemRefusals } from './system.ts';
import { toolRefusals } from './tools.ts';

/** What one sort of intent makes of a stack, before what goes for every plan is added. */
export type Draft = {
  readonly title: string;
  readonly steps: readonly Step[];
  readonly goal: readonly Check[];
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly Warning[];
  /** What the fingerprint stands for. */
  readonly devices: readonly Device[];
};

/** The plan for an intent on a stack as it is now. Pure; total: an intent that makes no sense is a plan that is refused. */
export function planFor(intent: Intent, stack: Stack): Plan {
  const index = indexStack(stack);
  const target = deviceOf(stack, intent.device.identity);
  const draft = target ? draftFor(intent, index, target) : noSuchDevice(intent);
  const { title, steps, goal, warnings } = draft;
  return {
    schema: 'dmscope.plan/1',
    intent,
    host: stack.host.name,
    title,
    target: target ? planDevice(target) : null,
    fingerprint: fingerprintOf(intent, index, draft),
    steps,
    goal,
    refusals: allRefusals(index, draft),
    warnings,
  };
}

/** What speaks against an intent now, without the plan. */
export function refusalsFor(intent: Intent, stack: Stack): readonly Refusal[] {
  const index = indexStack(stack);
  const target = deviceOf(stack, intent.device.identity);
  return allRefusals(index, target ? draftFor(intent, index, target) : noSuchDevice(intent));
}

/** The system's own devices last, on the finished plan. */
function allRefusals(index: StackIndex, { steps, refusals }: Draft): readonly Refusal[] {
  return [...refusals, ...toolRefusals(index.stack, steps), ...systemRefusals(index, steps, refusals)];
}

function draftFor(intent: Intent, index: StackIndex, target: Device): Draft {
  switch (intent.kind) {
    case 'free':
      return freePlan(index, target, intent.isDeferred === true);
    case 'remove':
      return removePlan(index, target, intent.isDeferred === true);
    case 'resume':
      return resumePlan(index, target);
    case 'clear':
      return clearPlan(target);
    case 'free-and-lvremove':
      return removeSnapshotPlan(index, target, intent.typed);
    case 'thin-snapshot':
      return thinSnapshotPlan(index, target, intent);
    case 'thin-activate':
      return thinActivatePlan(index, target, intent);
    case 'thin-delete':
      return thinDeletePlan(index, target, intent);
    default:
      return intent satisfies never;
  }
}

function noSuchDevice({ device }: Intent): Draft {
  const name = printableHostText(device.identity);
  const refusal: Refusal = {
    kind: 'no-such-device',
    device: null,
    cause: `The host has no device ${name}.`,
    wayOut: 'Look again: it may be removed, or be another one of the same name.',
  };
  return { title: `No device ${name}`, steps: [], goal: [], refusals: [refusal], warnings: [], devices: [] };
}
