import type { DevNo } from '../block/dev-no.ts';
import { holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';

/** The only devices a plan may touch: the target, and what stands on it, found by walking up from it. */
export type Affected = {
  /** Holders before their bases, the target last; otherwise in the stack's order. */
  readonly order: readonly Device[];
  readonly devNos: ReadonlySet<DevNo>;
  /** Devices stand on each other in a circle, which no kernel allows: the order is not whole. */
  readonly isCircular: boolean;
};

export function affectedBy(index: StackIndex, target: Device): Affected {
  const devNos = new Set<DevNo>([target.devNo]);
  // A set hands out what is added while it is being walked.
  for (const devNo of devNos) for (const { holder } of holdersOf(index, devNo)) devNos.add(holder.devNo);
  const order = holdersFirst(index, devNos);
  return { order, devNos, isCircular: order.length < devNos.size };
}

/** Kahn's order, in linear time and without recursion: a stack can be as deep as it likes. */
function holdersFirst(index: StackIndex, devNos: ReadonlySet<DevNo>): readonly Device[] {
  const left = new Map<DevNo, number>();
  for (const devNo of devNos) left.set(devNo, holdersOf(index, devNo).length);
  const order = index.stack.devices.filter(({ devNo }) => left.get(devNo) === 0);
  for (const device of order) {
    for (const { base } of device.bases) {
      const count = left.get(base);
      if (count === undefined) continue;
      left.set(base, count - 1);
      const below = count === 1 ? index.byDevNo.get(base) : undefined;
      if (below) order.push(below);
    }
  }
  return order;
}
