import type { DevNo } from '../block/dev-no.ts';
import type { Device, Edge, Stack } from '../stack/stack.ts';

/**
 * The graph that `dmsetup ls --tree` unfolds, in the order it builds it (lvm2, libdm/libdm-deptree.c, `_add_dev`):
 * devices as the kernel lists them, each followed at once by all it stands on. That order decides which holder comes
 * first in an inverted tree.
 */
export type TreeNode = {
  readonly devNo: DevNo;
  /** Undefined when the stack does not list it. */
  readonly device: Device | undefined;
  readonly bases: readonly TreeNode[];
  readonly holders: readonly TreeNode[];
};

export type TreeLinks = {
  /** What nothing stands on. */
  readonly tops: readonly TreeNode[];
  /** What stands on nothing. */
  readonly bottoms: readonly TreeNode[];
};

/** Which part of a stack a tree shows. */
export type TreeScope = {
  readonly isListed: (device: Device) => boolean;
  readonly isShown: (edge: Edge) => boolean;
};

/** What dmsetup knows: mapped devices, and what their live tables name. */
export const DMSETUP_SCOPE: TreeScope = {
  isListed: (device) => device.dm !== null,
  isShown: (edge) => edge.kind === 'table',
};

type GrowingNode = TreeNode & { readonly bases: GrowingNode[]; readonly holders: GrowingNode[] };

export function linkTree(stack: Stack, scope: TreeScope): TreeLinks {
  const devices = new Map(stack.devices.map((device) => [device.devNo, device]));
  const nodes = new Map<DevNo, GrowingNode>();
  const listed: GrowingNode[] = [];
  const bottoms: GrowingNode[] = [];
  for (const device of stack.devices) {
    if (!scope.isListed(device)) continue;
    listed.push(nodes.get(device.devNo) ?? addFrom(device.devNo));
  }
  return { tops: listed.filter((node) => node.holders.length === 0), bottoms };

  /** Depth first without recursion: a chain may be thousands deep. */
  function addFrom(devNo: DevNo): GrowingNode {
    const start = add(devNo);
    const path = [start];
    for (let frame = path.pop(); frame; frame = path.pop()) {
      const base = frame.pending.next();
      if (base.done) continue;
      path.push(frame);
      const known = nodes.get(base.value);
      const next = known ? null : add(base.value);
      link(frame.node, known ?? (next as Frame).node);
      if (next) path.push(next);
    }
    return start.node;
  }

  function add(devNo: DevNo): Frame {
    const device = devices.get(devNo);
    const node: GrowingNode = { devNo, device, bases: [], holders: [] };
    nodes.set(devNo, node);
    const bases = new Set((device?.bases ?? []).filter(scope.isShown).map((edge) => edge.base));
    if (bases.size === 0) bottoms.push(node);
    return { node, pending: bases.values() };
  }
}

type Frame = { readonly node: GrowingNode; readonly pending: Iterator<DevNo> };

function link(holder: GrowingNode, base: GrowingNode): void {
  holder.bases.push(base);
  base.holders.push(holder);
}
