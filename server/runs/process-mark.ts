import { readdirSync, readFileSync } from 'node:fs';
import type { ProcessMark } from '../../lib/run/run-event.ts';

/** What tells a process from a later one with its number. */
export function markOf(pid: number): ProcessMark {
  return { pid, startedAtTicks: startTicks(pid), bootId: bootId() };
}

/** A mark without a start was made of a process that had ended by then. */
export function isAlive({ pid, startedAtTicks, bootId: itsBootId }: ProcessMark): boolean {
  return startedAtTicks !== null && itsBootId === bootId() && startTicks(pid) === startedAtTicks;
}

/** Commands of a run, by what their environment says: also the one whose start could not be written down any more. */
export function commandsOfRun(runId: string): readonly ProcessMark[] {
  const said = Buffer.from(`\0${RUN_VARIABLE}=${runId}\0`);
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && leadsSession(pid) && environmentOf(pid).includes(said))
    .map(markOf);
}

/** What is left of the guard of a run, and the suspend that it began: a resume that comes before the end of that does nothing. */
export function suspendersOfRun(runId: string): readonly ProcessMark[] {
  const said = Buffer.from(`\0${RUN_VARIABLE}=${runId}\0`);
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && GUARDS_PROGRAMS.has(commandName(pid)))
    .filter(
      (pid) => readBytes(`/proc/${pid}/cmdline`).includes(SUSPENDS) && environmentOf(pid).includes(said),
    )
    .map(markOf)
    .filter(isAlive);
}

const GUARDS_PROGRAMS: ReadonlySet<string> = new Set(['sh', 'dmsetup']);
const SUSPENDS = Buffer.from('\0suspend\0');

function commandName(pid: number): string {
  return readBytes(`/proc/${pid}/comm`).toString('latin1').trim();
}

/** Every command of a run is started with its run's id in this variable. */
export const RUN_VARIABLE = 'DMSCOPE_RUN';

/** As start-command.ts starts them. Of others the environment is not read, for reading it may wait for the process. */
function leadsSession(pid: number): boolean {
  return Number(statFields(pid)?.[3]) === pid;
}

function environmentOf(pid: number): Buffer {
  return Buffer.concat([NUL, readBytes(`/proc/${pid}/environ`)]);
}

const NUL = Buffer.from([0]);

/** Field 22 of /proc/PID/stat; null when there is no such process. */
function startTicks(pid: number): number | null {
  const ticks = Number(statFields(pid)?.[19]);
  return Number.isSafeInteger(ticks) ? ticks : null;
}

/**
 * The fields of /proc/PID/stat from the third on (proc(5)). The command's name before them is in brackets and may hold any
 * byte. A zombie has ended: null.
 */
function statFields(pid: number): readonly string[] | null {
  const stat = readBytes(`/proc/${pid}/stat`).toString('latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' || fields[0] === 'Z' ? null : fields;
}

/** Of the kernel that runs now. */
export function bootId(): string {
  return readBytes('/proc/sys/kernel/random/boot_id').toString().trim();
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
