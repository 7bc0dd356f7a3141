import type { DevNo } from '../block/dev-no.ts';
import type { ProcessUse } from '../block/parse-process-uses.ts';
import type { ProcessInfo } from '../block/parse-processes.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import type { Opener, OpenWay, Process, StuckProcess } from './device-users.ts';
import type { Paths } from './paths.ts';
import { workloadOf } from './workload.ts';

/**
 * Which processes have a device open, and which are stuck: what holds a device without being a device. /proc tells the
 * open files of all processes only to root; threads that are stuck while their first thread is not are not seen.
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
  const openers = new Map<DevNo, Map<number, Found>>();
  for (const use of [...snapshot.openFiles, ...(snapshot.mappedFiles ?? [])]) {
    const devNo = deviceOf(use, paths);
    if (devNo === null) continue;
    const byPid = openers.get(devNo) ?? new Map<number, Found>();
    openers.set(devNo, byPid);
    const found = byPid.get(use.pid) ?? { fdCount: 0, ways: new Set() };
    byPid.set(use.pid, found);
    if (use.kind === 'descriptor' || use.kind === 'path') found.fdCount += 1;
    else if (use.kind !== 'in-flight') found.ways.add(use.kind);
  }
  return new Map(
    [...openers].map(([devNo, byPid]) => [
      devNo,
      [...byPid].map(([pid, { fdCount, ways }]) => ({
        ...process(pid),
        fdCount,
        ...(ways.size > 0 ? { ways: [...ways] } : {}),
      })),
    ]),
  );
}

type Found = { fdCount: number; readonly ways: Set<OpenWay> };

function deviceOf(use: ProcessUse, paths: Paths): DevNo | null {
  switch (use.kind) {
    case 'path':
      // The node of a device may be deleted while it is open, and its name may be another's by now.
      return use.isDeleted ? null : paths.device(use.path);
    case 'in-flight':
      return null;
    case 'io-uring':
      return paths.device(use.fileName);
    default:
      return use.devNo;
  }
}
