import { lvmNames } from '../stack/describe.ts';
import type { StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';

/**
 * `lvcreate --type snapshot --virtualsize` makes a sparse volume of a snapshot: its origin, `lv_vorigin`, is nothing but
 * zeros, so what it holds is no copy of anything.
 */
export function isSparseVolume({ dm, bases }: Device, index: StackIndex): boolean {
  if (dm?.made.kind !== 'lvm' || dm.segments.some(({ target }) => target !== 'snapshot')) return false;
  return bases.some(({ base }) => {
    const origin = index.byDevNo.get(base);
    return origin !== undefined && isVirtualOrigin(origin);
  });
}

function isVirtualOrigin(device: Device): boolean {
  const { made, segments = [] } = device.dm ?? {};
  if (made?.kind !== 'lvm' || made.layer !== 'real') return false;
  if (segments.length > 0) return segments.every(({ target }) => target === 'zero');
  return lvmNames(device)?.lvName.endsWith('_vorigin') ?? false;
}
