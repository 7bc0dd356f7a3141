import { parseDevNo } from '../block/dev-no.ts';
import { unmangleName } from '../dm/mangle.ts';
import type { Device, Stack } from '../stack/stack.ts';

/** What a word that an operator typed stands for. */
export type FoundDevice =
  | { readonly kind: 'found'; readonly device: Device }
  | { readonly kind: 'ambiguous'; readonly devices: readonly Device[] }
  /** No device is called so; `near` are names that are much like it, best first. */
  | { readonly kind: 'unknown'; readonly near: readonly string[] };

const NEAR_NAMES = 3;
/** Letters that a slip of the fingers gets wrong, as a share of the word. */
const NEAR_SHARE = 0.34;

/**
 * The device that `word` names: `254:3`, a name, a raw (mangled) name, `dm-3`, a path or link under /dev, a
 * device-mapper, md or file-system UUID. A device's own number, name or path comes before a UUID, which may be shared
 * (a snapshot has its origin's).
 */
export function findDevice(stack: Stack, word: string): FoundDevice {
  const devNo = parseDevNo(word);
  const bare = word.startsWith('/dev/') ? word.slice('/dev/'.length) : word;
  const byName = stack.devices.filter(
    (device) => (devNo !== null && device.devNo === devNo) || namesOf(device).includes(bare),
  );
  const devices =
    byName.length > 0 ? byName : stack.devices.filter((device) => uuidsOf(device).includes(word));
  const [device, ...others] = devices;
  if (!device) return { kind: 'unknown', near: nearNames(stack, bare) };
  return others.length === 0 ? { kind: 'found', device } : { kind: 'ambiguous', devices };
}

/** Without `/dev/`. */
function namesOf(device: Device): readonly string[] {
  const names = [device.name, ...device.links];
  if (device.kname !== null) names.push(device.kname);
  if (device.dm) names.push(device.dm.rawName, `mapper/${device.dm.rawName}`, `mapper/${device.name}`);
  return names;
}

function uuidsOf(device: Device): readonly string[] {
  const uuids = [device.dm?.uuid, device.dm && unmangleName(device.dm.uuid), device.md?.uuid];
  uuids.push(device.fileSystem?.uuid);
  return uuids.filter((uuid): uuid is string => Boolean(uuid));
}

function nearNames(stack: Stack, word: string): readonly string[] {
  const wanted = word.replace(/^mapper\//, '').toLowerCase();
  const near: { name: string; distance: number }[] = [];
  for (const { name } of stack.devices) {
    const other = name.toLowerCase();
    const limit = Math.ceil(wanted.length * NEAR_SHARE);
    const isPart = wanted.length > 1 && (other.includes(wanted) || wanted.includes(other));
    const distance = Math.abs(other.length - wanted.length) > limit ? Infinity : editDistance(wanted, other);
    if (isPart || distance <= limit) near.push({ name, distance: isPart ? Math.min(distance, 1) : distance });
  }
  near.sort((a, b) => a.distance - b.distance);
  return [...new Set(near.map(({ name }) => name))].slice(0, NEAR_NAMES);
}

/** Letters to change, insert or leave out (Levenshtein); names are at most 127 bytes. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
