import { holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device, Opener } from '../stack/stack.ts';

/**
 * What uses a device now. The partitions of a disk, loop or nbd do not hold it: they go with it, and count by what uses
 * them. What uses them in turn is a device's to answer for that is in the plan itself.
 */
export function isUnused(index: StackIndex, device: Device): boolean {
  return [device, ...partitionsOf(index, device)].every(
    (each) =>
      each.mounts.length === 0 &&
      each.swap === null &&
      foreignOpeners(index, each).length === 0 &&
      (each.unexplainedOpens ?? 0) === 0 &&
      holdersOf(index, each.devNo).every(({ edge }) => edge.kind === 'partition'),
  );
}

export function partitionsOf(index: StackIndex, device: Device): readonly Device[] {
  return holdersOf(index, device.devNo).flatMap(({ holder, edge }) =>
    edge.kind === 'partition' ? [holder] : [],
  );
}

/** Programs that serve an nbd device: they have it open for as long as it is connected. */
const NBD_SERVERS: ReadonlySet<string> = new Set(['qemu-nbd', 'nbd-client']);

/** Who has it open, without the server of an nbd device that it is or that stands on it: that goes with the nbd. */
export function foreignOpeners(index: StackIndex, device: Device): readonly Opener[] {
  const openers = device.openedBy ?? [];
  if (openers.length === 0) return openers;
  const servers = new Set<number>();
  for (const nbd of [device, ...holdersOf(index, device.devNo).map(({ holder }) => holder)]) {
    if (nbd.kind !== 'nbd') continue;
    if (nbd.nbd?.pid) servers.add(nbd.nbd.pid);
    for (const { pid, command } of nbd.openedBy ?? []) if (NBD_SERVERS.has(command)) servers.add(pid);
  }
  return openers.filter(({ pid }) => !servers.has(pid));
}
