import { holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';

/**
 * While LVM merges a snapshot into its origin, the origin's table is `snapshot-merge` over the snapshot's store, and the
 * snapshot stays active as `error` so that nobody reads it: `vg-snap: 0 81920 error`, beside `vg-snap-cow`.
 */
export type Merging = { readonly snapshot: Device; readonly store: Device; readonly origin: Device };

/** Null for a device that is not a snapshot being merged. */
export function mergingSnapshot(snapshot: Device, index: StackIndex): Merging | null {
  const { made } = snapshot.dm ?? {};
  if (made?.kind !== 'lvm' || made.layer !== '' || !isAllError(snapshot)) return null;
  const store = storesOf(index).get(made.lvUuid);
  const origin = store && holdersOf(index, store.devNo).find(({ holder }) => isMerge(holder))?.holder;
  return store && origin ? { snapshot, store, origin } : null;
}

export function isAllError({ dm }: Device): boolean {
  return dm !== null && dm.segments.length > 0 && dm.segments.every(({ target }) => target === 'error');
}

function isMerge({ dm }: Device): boolean {
  return dm?.segments.some(({ target }) => target === 'snapshot-merge') ?? false;
}

const stores = new WeakMap<StackIndex, ReadonlyMap<string, Device>>();

/** Copy-on-write stores by the UUID of their snapshot. */
function storesOf(index: StackIndex): ReadonlyMap<string, Device> {
  const known = stores.get(index) ?? new Map(index.stack.devices.flatMap(storeEntry));
  stores.set(index, known);
  return known;
}

function storeEntry(device: Device): readonly (readonly [string, Device])[] {
  const { made } = device.dm ?? {};
  return made?.kind === 'lvm' && made.layer === 'cow' ? [[made.lvUuid, device]] : [];
}
