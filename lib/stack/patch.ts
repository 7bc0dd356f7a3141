/**
 * A patch is what changed between two stacks of one host, in whole devices: small enough to send to every viewer at
 * each change, and exact, so that `applyPatch(before, diffStacks(before, after))` is `after` in every field. A device
 * that did not change keeps its object, so that a page draws only the rows that did.
 *
 * Both functions take stacks as lib/stack builds them: a device number occurs once.
 */
import type { DevNo } from '../block/dev-no.ts';
import type { Problem } from '../problem.ts';
import type { Device, Host, Stack } from './stack.ts';

/** A device that was not there, and where it now stands in the list of devices. */
export type AddedDevice = { readonly index: number; readonly device: Device };

export type StackPatch = {
  /** What changed of it: the time does with each capture, and what LVM remembers can be long. Null for no change, as with `order` and `problems`. */
  readonly host: Partial<Host> | null;
  /** By rising index. */
  readonly added: readonly AddedDevice[];
  readonly changed: readonly Device[];
  readonly removed: readonly DevNo[];
  /** All device numbers in their new order; null when those that stayed kept theirs. */
  readonly order: readonly DevNo[] | null;
  readonly problems: readonly Problem[] | null;
};

/** What turns `before` into `after`. Linear in the size of the two. */
export function diffStacks(before: Stack, after: Stack): StackPatch {
  const old = new Map(before.devices.map((device) => [device.devNo, device]));
  const added: AddedDevice[] = [];
  const changed: Device[] = [];
  const stayed: DevNo[] = [];
  for (const [index, device] of after.devices.entries()) {
    const was = old.get(device.devNo);
    if (was === undefined) added.push({ index, device });
    else {
      stayed.push(device.devNo);
      if (!isSameData(was, device)) changed.push(device);
    }
  }
  const present = new Set(stayed);
  const removed: DevNo[] = [];
  const stayedBefore: DevNo[] = [];
  for (const { devNo } of before.devices) (present.has(devNo) ? stayedBefore : removed).push(devNo);
  return {
    host: changesOf(before.host, after.host),
    added,
    changed,
    removed,
    order: isSameData(stayedBefore, stayed) ? null : after.devices.map((device) => device.devNo),
    problems: isSameData(before.problems, after.problems) ? null : after.problems,
  };
}

/** The stack after the patch; what did not change keeps its objects, the stack itself for an empty patch. */
export function applyPatch(stack: Stack, patch: StackPatch): Stack {
  if (isEmptyPatch(patch)) return stack;
  return {
    ...stack,
    host: patch.host ? { ...stack.host, ...patch.host } : stack.host,
    devices: patchedDevices(stack.devices, patch),
    problems: patch.problems ?? stack.problems,
  };
}

export function isEmptyPatch(patch: StackPatch): boolean {
  return patch.host === null && patch.problems === null && isEmptyForDevices(patch);
}

function isEmptyForDevices({ added, changed, removed, order }: StackPatch): boolean {
  return added.length === 0 && changed.length === 0 && removed.length === 0 && order === null;
}

function patchedDevices(devices: readonly Device[], patch: StackPatch): readonly Device[] {
  if (isEmptyForDevices(patch)) return devices;
  const byNumber = new Map(devices.map((device) => [device.devNo, device]));
  for (const devNo of patch.removed) byNumber.delete(devNo);
  for (const device of patch.changed) byNumber.set(device.devNo, device);
  if (patch.order === null) return insertAll([...byNumber.values()], patch.added);
  for (const { device } of patch.added) byNumber.set(device.devNo, device);
  return patch.order.flatMap((devNo) => byNumber.get(devNo) ?? []);
}

function insertAll(stayed: readonly Device[], added: readonly AddedDevice[]): readonly Device[] {
  const result: Device[] = [];
  let next = 0;
  for (const { index, device } of added) {
    while (result.length < index && next < stayed.length) result.push(stayed[next++] as Device);
    result.push(device);
  }
  return result.concat(stayed.slice(next));
}

function changesOf(before: Host, after: Host): Partial<Host> | null {
  const changed = Object.entries(after).filter(
    ([key, value]) => !isSameData(before[key as keyof Host], value),
  );
  return changed.length === 0 ? null : Object.fromEntries(changed);
}

/** Equality of plain data as JSON knows it. As deep as the types are, which does not depend on the host. */
function isSameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return isSameList(a, b);
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  let keys = 0;
  for (const key in left) {
    if (!isSameData(left[key], right[key])) return false;
    keys += 1;
  }
  for (const _ in right) keys -= 1;
  return keys === 0;
}

function isSameList(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!isSameData(a[i], b[i])) return false;
  return true;
}
