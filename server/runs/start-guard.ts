/**
 * The guard of a step: a process of its own (suspend-guard.sh) that suspends a device and resumes it again if dmscope does
 * not. It is there, and has said so, before anything is suspended, and a file in memory tells for whom (suspended-marks.ts).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import type { Duplex, Readable } from 'node:stream';
import type { Understood } from '../../lib/dm/target-type.ts';
import type { StepGuard } from '../../lib/plan/plan.ts';
import type { CommandEnd, GuardEnd } from '../../lib/run/run-event.ts';
import { TOOL_PATH } from '../tool-path.ts';
import { isOutsideOwnGroup } from './guard-place.ts';
import { type Launch, launch } from './launch-guard.ts';
import { isAlive, markOf, RUN_VARIABLE } from './process-mark.ts';
import type { StartedCommand } from './start-command.ts';
import { markFile, removeMark, writeMark } from './suspended-marks.ts';

export type Guard = {
  readonly pid: number;
  /** Whether it survives when dmscope's control group is killed as a whole. */
  readonly isApart: boolean;
  /** Has it run the step's command, and take the time from now on. Once. */
  readonly begin: () => StartedCommand;
  /** In a sentence why the device may be resumed already, or will be before `forMs` are over; null while it is not. */
  readonly whyNotHolding: (forMs: number) => string | null;
  /** All is well: it ends without doing anything. */
  readonly dismiss: () => Promise<GuardEnd>;
  /** How it came to its end; it is waited for until a moment after its time. */
  readonly ended: () => Promise<GuardEnd>;
};

/** Resolves when the guard is ready. */
export type StartGuard = (
  argv: readonly string[],
  guard: StepGuard,
  whose: GuardedRun,
) => Promise<Understood<Guard>>;

/** The run that suspends, and the folder that tells so. */
export type GuardedRun = {
  readonly runId: string;
  readonly marks: string;
  /** How it is started; as the host allows where left out. */
  readonly launch?: typeof launch;
};

/** Nothing waits meanwhile but whoever asked. */
const READY_MS = 20_000;
/** What a resume may take, or a guard that was told that all is well. */
const END_MS = 2000;
const KEPT_CHARACTERS = 4000;

export const startGuard: StartGuard = async (argv, guard, whose) => {
  const { runId, marks } = whose;
  const words = [
    `${guard.withinMs / 1000}`,
    markFile(marks, runId),
    `${argv.length}`,
    ...argv,
    ...guard.argv,
  ];
  if (!words.every((word) => word.isWellFormed() && !word.includes('\0')))
    return notStarted('a name is not UTF-8');
  const env = { PATH: TOOL_PATH, LC_ALL: 'C', [RUN_VARIABLE]: runId };
  const spawned = spawnGuard((whose.launch ?? launch)(words, env));
  const heard = listenTo(spawned);
  await heard.wait(() => heard.readyPid !== null, READY_MS);
  const pid = heard.readyPid;
  const whyNot = pid === null ? heard.stderr.trim() || 'sh does not answer' : whyNotMarked(guard, pid, whose);
  if (pid !== null && whyNot === null) {
    const forget = () => removeMark(marks, runId);
    return { ok: true, value: guardOf(spawned, { heard, pid, withinMs: guard.withinMs, forget }) };
  }
  // One that comes to life later finds its standard input at its end, and suspends nothing.
  spawned.control.end();
  return notStarted(whyNot ?? '');
};

function notStarted(reason: string): Understood<Guard> {
  return { ok: false, reason: `No guard could be started: ${reason}.` };
}

type GuardProcess = {
  readonly child: ChildProcess;
  /** What it reads from, and what it says. */
  readonly control: Duplex;
  readonly stdout: Readable;
  readonly stderr: Readable;
};

function spawnGuard({ argv: [program = '', ...args], env }: Launch): GuardProcess {
  const child = spawn(program, args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  // Sockets, by what was asked for.
  const [, stdout, stderr, control] = child.stdio as unknown as readonly [null, Readable, Readable, Duplex];
  return { child, control, stdout, stderr };
}

function whyNotMarked(
  { device, withinMs }: StepGuard,
  pid: number,
  { runId, marks }: GuardedRun,
): string | null {
  const guard = markOf(pid);
  if (!isAlive(guard)) return `there is no process ${pid}`;
  try {
    writeMark(marks, { runId, device, guard, withinMs, atMs: Date.now() });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

type Heard = {
  /** Of the guard itself, not of what started it; null before it is ready. */
  readyPid: number | null;
  /** Exit status of the suspend; null before its end. */
  suspended: number | null;
  resumed: GuardEnd | null;
  hasEnded: boolean;
  stderr: string;
  /** Whether it became true in time, and before the guard's end. */
  readonly wait: (isTrue: () => boolean, forMs: number) => Promise<boolean>;
};

function listenTo({ child, control, stdout, stderr }: GuardProcess): Heard {
  let wake = () => {};
  const wait = async (isTrue: () => boolean, forMs: number) => {
    const until = performance.now() + forMs;
    while (!isTrue() && !heard.hasEnded && performance.now() < until) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, until - performance.now());
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return isTrue();
  };
  const heard: Heard = { readyPid: null, suspended: null, resumed: null, hasEnded: false, stderr: '', wait };
  createInterface({ input: stdout }).on('line', (line) => {
    const [event, value, why] = line.split(' ');
    if (event === 'ready') heard.readyPid = Number(value);
    if (event === 'suspended') heard.suspended = Number(value);
    if (event === 'resumed')
      heard.resumed = { how: why === 'late' ? 'late' : 'gone', exitStatus: Number(value) };
    wake();
  });
  stderr.setEncoding('utf8').on('data', (text: string) => {
    heard.stderr = (heard.stderr + text).slice(-KEPT_CHARACTERS);
  });
  const end = () => {
    heard.hasEnded = true;
    wake();
  };
  child.on('error', (error) => {
    heard.stderr = `sh: ${error.message}`;
    end();
  });
  child.on('close', end);
  control.on('error', () => {}).resume();
  // What waits in the kernel must not keep dmscope from ending.
  child.unref();
  for (const stream of [control, stdout, stderr]) if (stream instanceof Socket) stream.unref();
  return heard;
}

type Ready = {
  readonly heard: Heard;
  readonly pid: number;
  readonly withinMs: number;
  /** Nothing is suspended any more: for a guard that was killed, and cannot say so itself. */
  readonly forget: () => void;
};

function guardOf({ control }: GuardProcess, { heard, pid, withinMs, forget }: Ready): Guard {
  let beganAtMs = Number.NEGATIVE_INFINITY;
  return {
    pid,
    isApart: isOutsideOwnGroup(pid),
    begin() {
      // Before the guard's own clock begins: what is in time by this one is in time by that.
      beganAtMs = performance.now();
      control.write('go\n');
      return { pid, ended: suspendEnd(heard, beganAtMs) };
    },
    whyNotHolding(forMs) {
      const isOver = heard.hasEnded || heard.resumed !== null;
      if (!isOver && performance.now() - beganAtMs + forMs < withinMs) return null;
      return `The device was not to wait longer than ${withinMs / 1000} s, and may not be suspended any more.`;
    },
    async dismiss() {
      control.end('done\n');
      const end = await guardEnd(heard, END_MS);
      forget();
      return end;
    },
    async ended() {
      const end = await guardEnd(heard, withinMs + END_MS);
      control.end();
      return end;
    },
  };
}

async function guardEnd(heard: Heard, forMs: number): Promise<GuardEnd> {
  const isIdle = () => heard.suspended !== null && heard.suspended !== 0 && heard.suspended !== KILLED;
  await heard.wait(() => heard.resumed !== null || isIdle(), forMs);
  if (heard.resumed) return heard.resumed;
  if (isIdle()) return { how: 'idle', exitStatus: null };
  return { how: heard.hasEnded ? 'dismissed' : 'at-work', exitStatus: null };
}

/** How a shell tells that a command was killed. */
const KILLED = 137;
const NEVER_MS = 2 ** 31 - 1;

async function suspendEnd(heard: Heard, beganAtMs: number): Promise<CommandEnd> {
  await heard.wait(() => heard.suspended !== null, NEVER_MS);
  const durationMs = Math.round(performance.now() - beganAtMs);
  const { suspended: exitStatus } = heard;
  const calledOff =
    exitStatus === KILLED ? 'the device did not come to rest in time, and that was called off\n' : '';
  return { exitStatus, signal: null, stdout: '', stderr: `${heard.stderr}${calledOff}`, durationMs };
}
