import type { DevNo } from '../block/dev-no.ts';
import { holdersOf, indexStack } from '../stack/index-stack.ts';
import type { Edge, Stack } from '../stack/stack.ts';

/**
 * The part of a stack around some devices: what stands on them, and what they stand on. What else stands on the same
 * bases, and what else those holders stand on, is left out. Each device keeps its place in the list.
 */
export function neighbourhood(
  stack: Stack,
  around: readonly DevNo[],
  isShown: (edge: Edge) => boolean = () => true,
): Stack {
  const index = indexStack(stack);
  const up = reach(around, (devNo) =>
    holdersOf(index, devNo).flatMap(({ holder, edge }) => (isShown(edge) ? [holder.devNo] : [])),
  );
  const down = reach(around, (devNo) =>
    (index.byDevNo.get(devNo)?.bases ?? []).filter(isShown).map((edge) => edge.base),
  );
  const isBetween = (holder: DevNo, base: DevNo) =>
    (up.has(holder) && up.has(base)) || (down.has(holder) && down.has(base));
  const devices = stack.devices
    .filter(({ devNo }) => up.has(devNo) || down.has(devNo))
    .map((device) => ({
      ...device,
      bases: device.bases.filter((edge) => isShown(edge) && isBetween(device.devNo, edge.base)),
    }));
  return { ...stack, devices };
}

function reach(from: readonly DevNo[], next: (devNo: DevNo) => readonly DevNo[]): ReadonlySet<DevNo> {
  const reached = new Set(from);
  // A set hands out what is added while it is being walked.
  for (const devNo of reached) for (const other of next(devNo)) reached.add(other);
  return reached;
}
