import { nameOf } from '../findings/words.ts';
import { holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { isThinPool } from './is-thin-pool.ts';

/** Which thin pool is meant: by a device that is it, that stands in front of it, or that has to do with it. */

/** The pool itself, or the one that LVM's visible volume of it stands on; null for what is no pool. */
export function poolBehind(stack: Stack, device: Device): Device | null {
  if (isThinPool(device)) return device;
  const made = device.dm?.made;
  if (made?.kind !== 'lvm') return null;
  const isSame = ({ dm }: Device) => dm?.made.kind === 'lvm' && dm.made.lvUuid === made.lvUuid;
  return stack.devices.find((each) => isThinPool(each) && isSame(each)) ?? null;
}

/** A pool as LVM calls it, `vg/pool`. */
export function poolCalled({ devices }: Stack, name: string): Device | null {
  return devices.find((device) => isThinPool(device) && nameOf(device) === name) ?? null;
}

/** The pool that a device is, is a volume of, or is a part of; null for none. */
export function poolOfDevice(index: StackIndex, device: Device): Device | null {
  if (isThinPool(device)) return device;
  const below = device.bases.flatMap(({ base }) => index.byDevNo.get(base) ?? []);
  const above = holdersOf(index, device.devNo).map(({ holder }) => holder);
  return [...below, ...above].find(isThinPool) ?? null;
}
