import type { Device } from '../stack/stack.ts';

/**
 * Which device of the later list is which of the earlier: by identity first, and of the rest by kind and name, since a text
 * that tells no UUIDs still tells names. A name decides only where it is the only one of its kind on both sides, and on
 * one host not between two that each have a UUID or such of their own: that is another device under the name.
 */
export function matchDevices(
  before: readonly Device[],
  after: readonly Device[],
  { isOneHost }: { readonly isOneHost: boolean },
): ReadonlyMap<Device, Device> {
  const pairs = new Map<Device, Device>();
  const taken = new Set<Device>();
  const pair = (keyOf: (device: Device) => string | null) => {
    const waiting = uniqueBy(
      after.filter((device) => !taken.has(device)),
      keyOf,
    );
    for (const [key, device] of uniqueBy(
      before.filter((each) => !pairs.has(each)),
      keyOf,
    )) {
      const same = waiting.get(key);
      if (same === undefined || (isOneHost && areOthers(device, same))) continue;
      pairs.set(device, same);
      taken.add(same);
    }
  };
  pair((device) => device.identity);
  pair((device) => (isUnlike(device) ? null : `${device.dm ? 'dm' : 'block'} ${device.name}`));
  // A text without names of what is not mapped still has its number.
  const numbered = new Map(
    after.filter((device) => !taken.has(device)).map((device) => [device.devNo, device]),
  );
  for (const device of before) {
    const same = pairs.has(device) ? undefined : numbered.get(device.devNo);
    if (same && (isUnlike(device) || isUnlike(same)) && !device.dm && !same.dm) pairs.set(device, same);
  }
  return pairs;
}

function areOthers(was: Device, is: Device): boolean {
  return was.identity !== is.identity && !isByName(was) && !isByName(is);
}

function isByName({ identity }: Device): boolean {
  return /^(name|dm-name):/.test(identity);
}

/** A number is no name: what has no other is matched by nothing. */
function isUnlike(device: Device): boolean {
  return device.name === device.devNo;
}

function uniqueBy(
  devices: readonly Device[],
  keyOf: (device: Device) => string | null,
): ReadonlyMap<string, Device> {
  const found = new Map<string, Device | null>();
  for (const device of devices) {
    const key = keyOf(device);
    if (key !== null) found.set(key, found.has(key) ? null : device);
  }
  return new Map([...found].flatMap(([key, device]) => (device === null ? [] : [[key, device] as const])));
}
