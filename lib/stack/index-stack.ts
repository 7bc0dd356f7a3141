import type { DevNo } from '../block/dev-no.ts';
import type { Device, Edge, Stack } from './stack.ts';

/** One holder of a device, and the edge by which it stands on it. */
export type Holding = {
  readonly holder: Device;
  readonly edge: Edge;
};

/** A stack with its look-ups: by device number, and upwards. Built once for a stack, in linear time. */
export type StackIndex = {
  readonly stack: Stack;
  readonly byDevNo: ReadonlyMap<DevNo, Device>;
  /** What stands on a device, in the order of `stack.devices`; a device that nothing holds has no entry. */
  readonly holders: ReadonlyMap<DevNo, readonly Holding[]>;
};

const NONE: readonly Holding[] = [];
/** A stack is never changed, so who asks for its index again gets the same one: tree, findings and plans do. */
const indexed = new WeakMap<Stack, StackIndex>();
const byIdentity = new WeakMap<Stack, ReadonlyMap<string, Device>>();

/** Edges to devices that the stack does not list still appear in `holders`. */
export function indexStack(stack: Stack): StackIndex {
  const index = indexed.get(stack) ?? buildIndex(stack);
  indexed.set(stack, index);
  return index;
}

/** The device that is known by an identity, the first where several are; null for none. */
export function deviceOf(stack: Stack, identity: string): Device | null {
  const devices = byIdentity.get(stack) ?? devicesByIdentity(stack);
  byIdentity.set(stack, devices);
  return devices.get(identity) ?? null;
}

function devicesByIdentity({ devices }: Stack): ReadonlyMap<string, Device> {
  const known = new Map<string, Device>();
  for (const device of devices) if (!known.has(device.identity)) known.set(device.identity, device);
  return known;
}

function buildIndex(stack: Stack): StackIndex {
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
