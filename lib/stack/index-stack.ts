import type { DevNo } from '../block/dev-no.ts';
import type { Device, Edge, Stack } from './stack.ts';

/** One holder of a device, and the edge by which it stands on it. */
export type Holding = {
  readonly holder: Device;
  readonly edge: Edge;
};

/** A stack with its two look-ups: by device number, and upwards. Built once for a stack, in linear time. */
export type StackIndex = {
  readonly stack: Stack;
  readonly byDevNo: ReadonlyMap<DevNo, Device>;
  /** What stands on a device, in the order of `stack.devices`; a device that nothing holds has no entry. */
  readonly holders: ReadonlyMap<DevNo, readonly Holding[]>;
};

const NONE: readonly Holding[] = [];

/** Edges to devices that the stack does not list still appear in `holders`. */
export function indexStack(stack: Stack): StackIndex {
  const byDevNo = new Map<DevNo, Device>();
  const holders = new Map<DevNo, Holding[]>();
  for (const device of stack.devices) {
    byDevNo.set(device.devNo, device);
    for (const edge of device.bases) {
      const held = holders.get(edge.base);
      if (held) held.push({ holder: device, edge });
      else holders.set(edge.base, [{ holder: device, edge }]);
    }
  }
  return { stack, byDevNo, holders };
}

/** What stands on a device; empty when nothing does. */
export function holdersOf(index: StackIndex, devNo: DevNo): readonly Holding[] {
  return index.holders.get(devNo) ?? NONE;
}
