import type { DevNo } from '../block/dev-no.ts';
import { holdersOf, type StackIndex } from './index-stack.ts';
import type { Device, MappedDevice } from './stack.ts';

/**
 * The layer is what kind of work a device does in its stack: what its colour and its short mark in the tree say. It
 * goes by the kernel's kind, the targets of its table, its UUID and the part it plays for its holder, never by its name.
 */
export type Layer =
  | 'disk'
  | 'partition'
  | 'md'
  | 'lvm'
  | 'snapshot'
  | 'cow'
  | 'thin'
  | 'crypt'
  | 'multipath'
  | 'loop'
  | 'nbd'
  | 'mapped'
  | 'missing'
  | 'other';

/** At most five letters, and what they stand for. */
export const LAYER_NAMES: Readonly<Record<Layer, { readonly mark: string; readonly words: string }>> = {
  disk: { mark: 'DISK', words: 'Disk' },
  partition: { mark: 'PART', words: 'Partition' },
  md: { mark: 'MD', words: 'MD array' },
  lvm: { mark: 'LV', words: 'LVM volume' },
  snapshot: { mark: 'SNAP', words: 'Snapshot' },
  cow: { mark: 'COW', words: 'Copy-on-write store of a snapshot' },
  thin: { mark: 'THIN', words: 'Thin provisioning' },
  crypt: { mark: 'CRYPT', words: 'Encryption' },
  multipath: { mark: 'MPATH', words: 'Multipath' },
  loop: { mark: 'LOOP', words: 'Loop device' },
  nbd: { mark: 'NBD', words: 'Network block device' },
  mapped: { mark: 'DM', words: 'Mapped device' },
  missing: { mark: 'GONE', words: 'Missing device' },
  other: { mark: 'BLK', words: 'Block device' },
};

const THIN_PARTS = new Set(['tpool', 'tdata', 'tmeta', 'pool']);

export function layerOf(index: StackIndex, device: Device): Layer {
  switch (device.kind) {
    case 'dm':
      return device.dm ? mappedLayer(index, device.devNo, device.dm) : 'mapped';
    case 'disk':
    case 'partition':
    case 'md':
    case 'loop':
    case 'nbd':
    case 'missing':
      return device.kind;
    case 'bcache':
    case 'zram':
    case 'other':
      return 'other';
    default:
      return device.kind satisfies never;
  }
}

function mappedLayer(index: StackIndex, devNo: DevNo, dm: MappedDevice): Layer {
  const targets = new Set(dm.segments.map((segment) => segment.target));
  if (targets.has('snapshot') || targets.has('snapshot-merge')) return 'snapshot';
  if (targets.has('thin') || targets.has('thin-pool')) return 'thin';
  if (targets.has('crypt')) return 'crypt';
  if (targets.has('multipath')) return 'multipath';
  const part = partPlayed(index, devNo);
  if (part) return part;
  const { made } = dm;
  if (made.kind === 'lvm') return THIN_PARTS.has(made.layer) ? 'thin' : made.layer === 'cow' ? 'cow' : 'lvm';
  if (made.kind === 'partition') return 'partition';
  if (made.kind === 'multipath') return 'multipath';
  return LAYER_BY_TYPE.get(dm.listedType ?? '') ?? 'mapped';
}

const LAYER_BY_TYPE: ReadonlyMap<string, Layer> = new Map([
  ['lvm', 'lvm'],
  ['crypt', 'crypt'],
  ['mpath', 'multipath'],
  ['part', 'partition'],
]);

/** A plain mapping that is a snapshot's or a thin pool's store belongs to that layer. */
function partPlayed(index: StackIndex, devNo: DevNo): Layer | null {
  for (const { holder, edge } of holdersOf(index, devNo)) {
    if (edge.kind !== 'table') continue;
    if (edge.roles.includes('cow')) return 'cow';
    if (holder.dm?.segments.some((segment) => segment.target === 'thin-pool')) return 'thin';
  }
  return null;
}
