import type { DevNo } from '../block/dev-no.ts';
import { holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';

/** Walks over the stack, up and down. Each visits a device once, however many ways lead to it, and ends in a circle too. */

/** These devices, and all that they stand on. */
export function downFrom(index: StackIndex, devices: readonly Device[]): ReadonlySet<DevNo> {
  const reached = new Set<DevNo>(devices.map(({ devNo }) => devNo));
  const pending = [...devices];
  for (let device = pending.pop(); device; device = pending.pop()) {
    for (const { base } of device.bases) {
      const below = reached.has(base) ? undefined : index.byDevNo.get(base);
      if (!below) continue;
      reached.add(base);
      pending.push(below);
    }
  }
  return reached;
}

export function basesOf(index: StackIndex, device: Device): readonly Device[] {
  return device.bases.flatMap(({ base }) => index.byDevNo.get(base) ?? []);
}

/** Everything that stands on a device, nearest first; without the device itself. */
export function allAbove(index: StackIndex, devNo: DevNo): readonly Device[] {
  const seen = new Set<DevNo>([devNo]);
  const above: Device[] = [];
  const pending: DevNo[] = [devNo];
  for (let i = 0; i < pending.length; i++) {
    for (const { holder } of holdersOf(index, pending[i] ?? devNo)) {
      if (seen.has(holder.devNo)) continue;
      seen.add(holder.devNo);
      above.push(holder);
      pending.push(holder.devNo);
    }
  }
  return above;
}

/** Whether all of what stands on a device would be nothing without it; an array with other members works on. */
export function standsOnlyOn(index: StackIndex, device: Device, above: readonly Device[]): boolean {
  const its = new Set([device.devNo, ...above.map(({ devNo }) => devNo)]);
  return above.every(({ bases }) => bases.every(({ base }) => its.has(base) || !index.byDevNo.has(base)));
}
