/**
 * What has happened to a host's devices since a page began to follow it, for a person to read. A collector tells of one
 * event in several captures (the mapping, then its users, then what udev found on it), and tools suspend and resume what
 * they change; so all that differs about a device within a few seconds is one change, told from what it was before.
 */
import type { DevNo } from '../block/dev-no.ts';
import { changeWords, newcomerWords } from './change-words.ts';
import { diffStacks } from './patch.ts';
import type { Device, Stack } from './stack.ts';

export type Change = {
  /** Rises with every change, and anew when there is more to say about it. */
  readonly id: number;
  readonly devNo: DevNo;
  readonly name: string;
  readonly words: readonly string[];
  readonly isGone: boolean;
  /** When it began, and when there was last more to say, ms since 1970 by the viewer's clock. */
  readonly atMs: number;
  readonly updatedAtMs: number;
  /** The device as it was; null for a new one. */
  readonly before: Device | null;
};

export type ChangeLog = {
  /** The last stack that was noted. */
  readonly stack: Stack | null;
  /** Newest first. */
  readonly changes: readonly Change[];
  readonly lastId: number;
};

export const NO_CHANGES: ChangeLog = { stack: null, changes: [], lastId: 0 };

/** How long after it began a change can still get more to say. */
export const ONE_EVENT_MS = 10_000;
const KEPT = 1000;

/** The log after a stack has come. The first one, and one of another host, begin a new log. */
export function noteStack(log: ChangeLog, stack: Stack | null, nowMs: number): ChangeLog {
  if (stack === log.stack) return log;
  if (stack === null || log.stack === null || log.stack.host.name !== stack.host.name)
    return { ...NO_CHANGES, stack };
  const found = changesBetween(log.stack, stack, openChanges(log, nowMs), nowMs);
  if (found.size === 0) return { ...log, stack };
  let lastId = log.lastId;
  const told = [...found.values()].flatMap((change) => (change ? [{ ...change, id: ++lastId }] : []));
  const stayed = log.changes.filter((change) => !(isOpen(change, nowMs) && found.has(change.devNo)));
  const changes = [...told.reverse(), ...stayed].sort((a, b) => b.atMs - a.atMs);
  return { stack, changes: changes.slice(0, KEPT), lastId };
}

type OpenChanges = ReadonlyMap<DevNo, Change>;

/** What can still get more to say, by device; a device that is gone has had its say. */
function openChanges(log: ChangeLog, nowMs: number): OpenChanges {
  return new Map(
    log.changes.filter((change) => isOpen(change, nowMs)).map((change) => [change.devNo, change]),
  );
}

function isOpen({ isGone, atMs }: Change, nowMs: number): boolean {
  return !isGone && nowMs - atMs < ONE_EVENT_MS;
}

type Finding = Pick<Change, 'words' | 'isGone' | 'before'>;

/** By device, what there now is to say; null where there was something to say, and no longer is. */
function changesBetween(before: Stack, after: Stack, open: OpenChanges, nowMs: number) {
  const found = new Map<DevNo, Omit<Change, 'id'> | null>();
  const old = new Map(before.devices.map((device) => [device.devNo, device]));
  const patch = diffStacks(before, after);
  const note = ({ devNo, name }: Device, finding: Finding) =>
    found.set(devNo, {
      devNo,
      name,
      ...finding,
      atMs: open.get(devNo)?.atMs ?? nowMs,
      updatedAtMs: nowMs,
    });
  for (const devNo of patch.removed) {
    const device = old.get(devNo);
    const words = [open.get(devNo)?.before === null ? 'added and removed' : 'removed'];
    if (device) note(device, { words, isGone: true, before: device });
  }
  for (const device of patch.changed) {
    const earlier = open.get(device.devNo);
    const was = earlier ? earlier.before : (old.get(device.devNo) ?? null);
    const words = was === null ? newcomerWords(device) : changeWords(was, device);
    if (words.join() === (earlier?.words ?? []).join()) continue;
    if (words.length === 0) found.set(device.devNo, null);
    else note(device, { words, isGone: false, before: was });
  }
  for (const { device } of patch.added) {
    note(device, { words: newcomerWords(device), isGone: false, before: null });
  }
  return found;
}

/** How many there are after the one with this id. */
export function countSince(log: ChangeLog, id: number): number {
  return log.changes.filter((change) => change.id > id).length;
}

/** When each device last changed; a device that is gone is left out. */
export function changeTimes(log: ChangeLog): ReadonlyMap<DevNo, number> {
  const times = new Map<DevNo, number>();
  for (const { devNo, updatedAtMs, isGone } of log.changes) {
    if (!isGone) times.set(devNo, Math.max(updatedAtMs, times.get(devNo) ?? 0));
  }
  return times;
}
