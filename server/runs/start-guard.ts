/**
 * The guard of a step: a process of its own (suspend-guard.sh) that suspends a device and resumes it again if dmscope does
 * not. It is there, and has said so, before anything is suspended.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Understood } from '../../lib/dm/target-type.ts';
import type { StepGuard } from '../../lib/plan/plan.ts';
import type { CommandEnd, GuardEnd } from '../../lib/run/run-event.ts';
import { TOOL_PATH } from '../tool-path.ts';
import type { StartedCommand } from './start-command.ts';

export type Guard = {
  readonly pid: number;
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
export type StartGuard = (argv: readonly string[], guard: StepGuard) => Promise<Understood<Guard>>;

const SCRIPT = fileURLToPath(new URL('./suspend-guard.sh', import.meta.url));
const READY_MS = 5000;
/** What a resume may take, or a guard that was told that all is well. */
const END_MS = 2000;
const KEPT_CHARACTERS = 4000;

export const startGuard: StartGuard = async (argv, guard) => {
  const seconds = `${guard.withinMs / 1000}`;
  const words = ['-c', readFileSync(SCRIPT, 'utf8'), 'dmscope-guard', seconds, `${argv.length}`];
  const child = spawn('sh', [...words, ...argv, ...guard.argv], {
    cwd: '/',
    detached: true,
    env: { ...process.env, PATH: TOOL_PATH, LC_ALL: 'C' },
  });
  const heard = listenTo(child);
  const isReady = await heard.wait(() => heard.isReady, READY_MS);
  if (isReady && child.pid !== undefined) return { ok: true, value: guardOf(child, heard, guard.withinMs) };
  child.stdin.end();
  return { ok: false, reason: `No guard could be started: ${heard.stderr.trim() || 'sh does not answer'}.` };
};

type Heard = {
  isReady: boolean;
  /** Exit status of the suspend; null before its end. */
  suspended: number | null;
  resumed: GuardEnd | null;
  hasEnded: boolean;
  stderr: string;
  /** Whether it became true in time, and before the guard's end. */
  readonly wait: (isTrue: () => boolean, forMs: number) => Promise<boolean>;
};

function listenTo(child: ChildProcessWithoutNullStreams): Heard {
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
  const heard: Heard = { isReady: false, suspended: null, resumed: null, hasEnded: false, stderr: '', wait };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [event, value, why] = line.split(' ');
    if (event === 'ready') heard.isReady = true;
    if (event === 'suspended') heard.suspended = Number(value);
    if (event === 'resumed')
      heard.resumed = { how: why === 'late' ? 'late' : 'gone', exitStatus: Number(value) };
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
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
  child.stdin.on('error', () => {});
  // What waits in the kernel must not keep dmscope from ending.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr])
    if (stream instanceof Socket) stream.unref();
  return heard;
}

function guardOf(child: ChildProcessWithoutNullStreams, heard: Heard, withinMs: number): Guard {
  const pid = child.pid ?? 0;
  let beganAtMs = Number.NEGATIVE_INFINITY;
  return {
    pid,
    begin() {
      // Before the guard's own clock begins: what is in time by this one is in time by that.
      beganAtMs = performance.now();
      child.stdin.write('go\n');
      return { pid, ended: suspendEnd(heard, beganAtMs) };
    },
    whyNotHolding(forMs) {
      const isOver = heard.hasEnded || heard.resumed !== null;
      if (!isOver && performance.now() - beganAtMs + forMs < withinMs) return null;
      return `The device was not to wait longer than ${withinMs / 1000} s, and may not be suspended any more.`;
    },
    async dismiss() {
      child.stdin.end('done\n');
      return guardEnd(heard, END_MS);
    },
    async ended() {
      const end = await guardEnd(heard, withinMs + END_MS);
      child.stdin.end();
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
