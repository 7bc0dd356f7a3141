import type { Device, Stack } from './stack.ts';

/**
 * A key names a device in a URL. It is the device's identity, which outlives a reboot and a new device number; two that
 * share one (two paths to one disk have one WWN) are told apart by their names.
 */
export type DeviceKeys = {
  readonly keyOf: (device: Device) => string;
  readonly find: (key: string) => Device | null;
};

/** A stack is never changed, so who asks for its keys again gets the same ones. */
const known = new WeakMap<Stack, DeviceKeys>();

export function deviceKeys(stack: Stack): DeviceKeys {
  const keys = known.get(stack) ?? makeKeys(stack);
  known.set(stack, keys);
  return keys;
}

function makeKeys(stack: Stack): DeviceKeys {
  const counts = new Map<string, number>();
  for (const { identity } of stack.devices) counts.set(identity, (counts.get(identity) ?? 0) + 1);
  const keyOf = (device: Device) =>
    (counts.get(device.identity) ?? 0) > 1 ? `${device.identity}@${device.name}` : device.identity;
  const byKey = new Map<string, Device>();
  for (const device of stack.devices) {
    const key = keyOf(device);
    if (!byKey.has(key)) byKey.set(key, device);
  }
  return { keyOf, find: (key) => byKey.get(key) ?? null };
}
