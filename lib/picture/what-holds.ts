import type { DevNo } from '../block/dev-no.ts';
import { holdersOf, indexStack, type StackIndex } from '../stack/index-stack.ts';
import { kernelUserText } from '../stack/kernel-user-text.ts';
import type { Device, Stack } from '../stack/stack.ts';

/**
 * The answer to "what holds this?" in sentences, for the head of a picture: who stands on the device directly, how many
 * more stand on those, and whether anything uses them.
 */
export function whatHolds(stack: Stack, devNo: DevNo): readonly string[] {
  const index = indexStack(stack);
  const device = index.byDevNo.get(devNo);
  if (!device) return [];
  const direct = [...new Set(holdersOf(index, devNo).map(({ holder }) => holder))];
  if (direct.length === 0) return [`${device.name} has no holders.`, ...usesOf(device)];
  const all = holdersAbove(index, devNo);
  const more = all.length - direct.length;
  const through = more === 0 ? '' : `, and through ${direct.length === 1 ? 'it' : 'them'} by ${more} more`;
  const used = all.flatMap(usesOf);
  const rest = used.length > SHOWN ? [`${used.length - SHOWN} more uses are not listed.`] : [];
  const isUnused = used.length === 0 && all.every(({ dm }) => dm !== null && (dm.openCount ?? 1) === 0);
  return [
    `${device.name} is held by ${listed(direct.map(({ name }) => name))}${through}.`,
    ...used.slice(0, SHOWN),
    ...rest,
    ...(isUnused ? [`Nothing has ${all.length === 1 ? 'it' : 'them'} open.`] : []),
  ];
}

const SHOWN = 3;

function holdersAbove(index: StackIndex, devNo: DevNo): readonly Device[] {
  const reached = new Set([devNo]);
  for (const each of reached) for (const { holder } of holdersOf(index, each)) reached.add(holder.devNo);
  reached.delete(devNo);
  return [...reached].flatMap((each) => index.byDevNo.get(each) ?? []);
}

function usesOf(device: Device): readonly string[] {
  const [mount] = device.mounts;
  if (mount) return [`${device.name} is mounted on ${mount.mountPoint}.`];
  if (device.swap) return [`${device.name} is swapped on.`];
  const [user] = device.kernelUsers;
  if (user) return [`${device.name} is in use by the kernel: ${kernelUserText(user)}.`];
  const [opener] = device.openedBy ?? [];
  if (opener)
    return [`${device.name} is open in process ${opener.pid} ${opener.command}`.trimEnd().concat('.')];
  if ((device.unexplainedOpens ?? 0) > 0)
    return [`${device.name} is open, and the capture does not show by what.`];
  return [];
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN + 1);
  if (names.length > shown.length) return `${shown.join(', ')} and ${names.length - shown.length} others`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
