import { deviceOf, indexStack } from '../../stack/index-stack.ts';
import type { Device, Stack } from '../../stack/stack.ts';
import type { Plan, StepKind } from '../plan.ts';

const POOL_STEPS: ReadonlySet<StepKind> = new Set<StepKind>([
  'create-thin-snapshot',
  'activate-thin',
  'delete-thin',
]);

/** Identities of the pools that a plan asks something of. What else stands on them is none of its business. */
export function poolsAsked({ steps }: Plan): ReadonlySet<string> {
  return new Set(steps.flatMap(({ kind, device }) => (POOL_STEPS.has(kind) ? [device.identity] : [])));
}

/** Those pools, what they stand on at once, and the mappings that the plan makes in them. */
export function poolParts(plan: Plan, stack: Stack): readonly Device[] {
  const { byDevNo } = indexStack(stack);
  const made = plan.steps.flatMap(({ after }) =>
    after.flatMap(({ claim, device }) => (claim === 'is-made' ? [device.identity] : [])),
  );
  return [...poolsAsked(plan), ...made].flatMap((identity) => {
    const device = deviceOf(stack, identity);
    return device ? [device, ...device.bases.flatMap(({ base }) => byDevNo.get(base) ?? [])] : [];
  });
}
