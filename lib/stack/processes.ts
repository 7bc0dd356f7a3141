import type { DevNo } from '../block/dev-no.ts';
import type { ProcessInfo } from '../block/parse-processes.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import type { Paths } from './paths.ts';
import type { Opener, Process, StuckProcess } from './stack.ts';
import { workloadOf } from './workload.ts';

/**
 * Which processes have a device open, and which are stuck: what holds a device without being a device. /proc tells the
 * open files of all processes only to root; a process that holds a device by a mapping alone, after closing it, is not
 * seen, and nor are threads that are stuck while their first thread is not.
 */
export type ProcessFacts = {
  /** Null where the capture has no open files. */
  readonly openers: ReadonlyMap<DevNo, readonly Opener[]> | null;
  readonly process: (pid: number) => Process;
  /** Null where the capture does not tell. */
  readonly stuck: readonly StuckProcess[] | null;
};

export function processFacts(snapshot: Snapshot, paths: Paths): ProcessFacts {
  const infos = new Map((snapshot.processes ?? []).map((info) => [info.pid, info]));
  const process = (pid: number) => processOf(pid, infos.get(pid));
  const stuck = snapshot.processes?.filter((info) => info.state === 'D') ?? null;
  return {
    openers: openersOf(snapshot, paths, process),
    process,
    stuck: stuck?.map((info) => ({ ...process(info.pid), waitsIn: info.waitsIn })) ?? null,
  };
}

function processOf(pid: number, info: ProcessInfo | undefined): Process {
  return { pid, command: info?.command ?? '', workload: info ? workloadOf(info) : null };
}

function openersOf(
  snapshot: Snapshot,
  paths: Paths,
  process: (pid: number) => Process,
): ProcessFacts['openers'] {
  if (snapshot.openFiles === null) return null;
  const openers = new Map<DevNo, Map<number, number>>();
  for (const { pid, path, isDeleted } of snapshot.openFiles) {
    // The node of a device may be deleted while it is open, and its name may be another's by now.
    const devNo = isDeleted ? null : paths.device(path);
    if (devNo === null) continue;
    const counts = openers.get(devNo) ?? new Map<number, number>();
    openers.set(devNo, counts.set(pid, (counts.get(pid) ?? 0) + 1));
  }
  return new Map(
    [...openers].map(([devNo, counts]) => [
      devNo,
      [...counts].map(([pid, fdCount]) => ({ ...process(pid), fdCount })),
    ]),
  );
}
