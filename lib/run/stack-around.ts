import type { Plan } from '../plan/plan.ts';
import { originsKept } from '../plan/stack-after.ts';
import { poolParts, poolsAsked } from '../plan/thin/pool-parts.ts';
import type { Stack } from '../stack/stack.ts';
import { neighbourhood } from '../tree/neighbourhood.ts';

/**
 * The part of a stack that a plan is about: what it takes down, what that stands on, the origin of a snapshot that it removes,
 * and, to compare a stack with an `earlier` part, what of that is still there.
 */
export function stackAround(plan: Plan, stack: Stack, earlier: Stack | null = null): Stack {
  const named = new Set(
    [plan.target, ...plan.steps.map(({ device }) => device)].map((each) => each?.identity),
  );
  const pools = poolsAsked(plan);
  const around = stack.devices
    .filter(({ identity }) => named.has(identity) && !pools.has(identity))
    .map(({ devNo }) => devNo);
  const near = neighbourhood(stack, around);
  const shown = new Map(near.devices.map((device) => [device.devNo, device]));
  const others = [...(earlier?.devices ?? []), ...originsKept(plan, stack), ...poolParts(plan, stack)];
  const before = new Set(others.map(({ identity }) => identity));
  const kept = stack.devices.flatMap(
    (device) => shown.get(device.devNo) ?? (before.has(device.identity) ? [device] : []),
  );
  const devNos = new Set(kept.map(({ devNo }) => devNo));
  const devices = kept.map((device) => ({
    ...device,
    bases: device.bases.filter(({ base }) => devNos.has(base)),
  }));
  return { ...stack, devices, problems: [] };
}
