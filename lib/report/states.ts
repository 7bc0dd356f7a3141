import type { DevNo } from '../block/dev-no.ts';
import type { Finding } from '../findings/finding.ts';
import type { Plan } from '../plan/plan.ts';
import { stackAfter } from '../plan/stack-after.ts';
import type { Run } from '../run/run.ts';
import { stackAround } from '../run/stack-around.ts';
import { deviceOf } from '../stack/index-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { neighbourhood } from '../tree/neighbourhood.ts';
import type { ReportState } from './report.ts';

/** What a report shows of a stack, and when: the whole, or what its subject stands on and what stands on that. */

export function statesOfHost(stack: Stack): readonly ReportState[] {
  return [{ moment: 'now', stack, target: null, parts: [] }];
}

export function statesOfDevice({ devNo }: Device, stack: Stack): readonly ReportState[] {
  return [{ moment: 'now', stack: neighbourhood(stack, [devNo]), target: devNo, parts: [] }];
}

/** As it is, and, where a plan would change something, as it would be then. */
export function statesOfFinding(
  { devices, intent }: Finding,
  { stack, plan }: { readonly stack: Stack; readonly plan: Plan | null },
): readonly ReportState[] {
  const target = intent ? (deviceOf(stack, intent.device.identity)?.devNo ?? null) : null;
  const named = devices.map(({ devNo }) => devNo);
  const around = target === null ? named : [target, ...named];
  const parts = devices.map(({ devNo, part }) => ({ devNo, part }));
  const now = neighbourhood(stack, around);
  const state: ReportState = { moment: 'now', stack: now, target, parts };
  if (plan === null || plan.steps.length === 0) return [state];
  const after = neighbourhood(stackAfter(plan, stack), around);
  return [state, { moment: 'after-plan', stack: onlyOf(after, now), target, parts }];
}

/** None for a run of which the journal keeps no stack. */
export function statesOfRun({ plan, before, after }: Run): readonly ReportState[] {
  if (before === null) return [];
  const target = plan.target?.devNo ?? null;
  const parts: ReportState['parts'] = plan.steps.map(({ device: { devNo } }) => ({
    devNo,
    part: 'removed',
  }));
  const first: ReportState = { moment: 'before-run', stack: stackAround(plan, before), target, parts };
  if (after === null) return [first];
  const rest = stackAround(plan, after, before);
  return [first, { moment: 'after-run', stack: rest, target, parts: [] }];
}

/** What a state after something has in common with the one before: nothing comes into the report that was not in it. */
function onlyOf(stack: Stack, earlier: Stack): Stack {
  const known = new Set<DevNo>(earlier.devices.map(({ devNo }) => devNo));
  return { ...stack, devices: stack.devices.filter(({ devNo }) => known.has(devNo)) };
}
