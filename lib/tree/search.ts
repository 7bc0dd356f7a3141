/**
 * Search finds devices by anything an operator may hold in hand: a name as printed or as the kernel has it, a UUID, a
 * device number, a mount point, a label, a volume group or volume, a target type, a file. Blanks separate words, all of
 * which must be found; case does not matter. A word of the form `254:3` means that device number, not 254:30.
 */
import { type DevNo, parseDevNo } from '../block/dev-no.ts';
import { lvmNames } from '../stack/describe.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { type Steps, toTheEnd } from '../steps.ts';
import type { Reveal } from './rows.ts';
import type { Forest } from './unfold.ts';

export type Matches = {
  /** The words, lower case, as they are to be marked. */
  readonly words: readonly string[];
  readonly devNos: ReadonlySet<DevNo>;
};

/** Null when the query is blank. Linear in the stack; a device's text is made once and kept while the device lives. */
export function searchStack(stack: Stack, query: string): Matches | null {
  return toTheEnd(searchInSteps(stack, query));
}

const DEVICES_PER_STEP = 200;

export function* searchInSteps(stack: Stack, query: string): Steps<Matches | null> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const devNos = new Set<DevNo>();
  for (const [at, device] of stack.devices.entries()) {
    if (words.every((word) => hasWord(device, word))) devNos.add(device.devNo);
    if (at % DEVICES_PER_STEP === 0) yield;
  }
  return { words, devNos };
}

/** Which roots to keep and which devices to open so that every match in the forest is in view once. */
export function revealMatches(forest: Forest, matches: Matches): Reveal {
  const towards = new Set<DevNo>();
  const queue: DevNo[] = [...matches.devNos];
  for (let devNo = queue.pop(); devNo !== undefined; devNo = queue.pop()) {
    for (const { device } of forest.above.get(devNo) ?? []) {
      if (towards.has(device.devNo)) continue;
      towards.add(device.devNo);
      queue.push(device.devNo);
    }
  }
  const isKept = (device: Device) => matches.devNos.has(device.devNo) || towards.has(device.devNo);
  return { roots: forest.roots.filter(isKept), towards };
}

function hasWord(device: Device, word: string): boolean {
  if (parseDevNo(word) === word) return device.devNo === word || textOf(device).includes(word);
  return device.devNo.startsWith(word) || textOf(device).includes(word);
}

const texts = new WeakMap<Device, string>();

function textOf(device: Device): string {
  const known = texts.get(device);
  if (known !== undefined) return known;
  const text = searchableOf(device).join('\n').toLowerCase();
  texts.set(device, text);
  return text;
}

function searchableOf(device: Device): readonly string[] {
  const { dm, fileSystem, loop, nbd, hardware, md } = device;
  const lvm = lvmNames(device);
  return [
    device.name,
    device.kname ?? '',
    ...(dm ? [dm.rawName, dm.uuid, ...dm.segments.map((segment) => segment.target)] : []),
    ...(lvm ? [`${lvm.vgName}/${lvm.lvName}`] : []),
    ...device.mounts.map((mount) => mount.mountPoint),
    ...(fileSystem ? [fileSystem.type, fileSystem.label, fileSystem.uuid] : []),
    ...(loop ? [loop.file] : []),
    ...(nbd ? nbd.files : []),
    ...(hardware ? [hardware.model, hardware.serial, hardware.wwn] : []),
    ...(md ? [md.level, md.uuid ?? ''] : []),
    ...(device.swap ? ['swap'] : []),
    ...device.links,
    ...device.bases.map((edge) => edge.file ?? ''),
  ].filter(Boolean);
}
