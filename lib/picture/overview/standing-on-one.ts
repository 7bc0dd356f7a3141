import { type HierarchyNode, hierarchy } from 'd3-hierarchy';
import type { DevNo } from '../../block/dev-no.ts';
import type { StackIndex } from '../../stack/index-stack.ts';
import type { Device, Edge } from '../../stack/stack.ts';

/**
 * An icicle needs trees, with each device once: so each stands on one of its bases only, the one that holds what it shows –
 * a snapshot on its origin's data, not on its store; an array on its first disk. What it stands on beside that is counted.
 */
export function treesOfHost(index: StackIndex): readonly HierarchyNode<Device>[] {
  const standing = new Map<DevNo | null, Device[]>();
  for (const device of index.stack.devices) {
    const base = baseOf(index, device);
    const others = standing.get(base);
    if (others) others.push(device);
    else standing.set(base, [device]);
  }
  return (standing.get(null) ?? []).map((root) => hierarchy(root, ({ devNo }) => standing.get(devNo)));
}

const CARRYING = ['origin', 'data', 'leg', 'stripe', 'pool'];

function baseOf(index: StackIndex, device: Device): DevNo | null {
  const rank = ({ roles }: Edge) => {
    const found = CARRYING.findIndex((role) => roles.includes(role));
    return found < 0 ? CARRYING.length : found;
  };
  const [first] = basesOf(index, device).toSorted((a, b) => rank(a) - rank(b));
  return first?.base ?? null;
}

function basesOf({ byDevNo }: StackIndex, { devNo, bases }: Device): readonly Edge[] {
  return bases.filter(({ base }) => byDevNo.has(base) && base !== devNo);
}

/** How many devices it stands on beside the one that it is drawn over. */
export function furtherBases(index: StackIndex, device: Device): number {
  return Math.max(0, new Set(basesOf(index, device).map(({ base }) => base)).size - 1);
}
