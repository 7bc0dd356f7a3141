/**
 * A step's command as a process: exactly its arguments, never a shell, nothing on standard input. It is a session of
 * its own, so that a Ctrl-C at dmscope's terminal does not cut it off half way, and it is never killed: a signal does not
 * free what waits in the kernel.
 */
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { CommandEnd } from '../../lib/run/run-event.ts';
import { decodeHostText } from '../../lib/text/host-text.ts';
import { TOOL_PATH } from '../tool-path.ts';
import { RUN_VARIABLE } from './process-mark.ts';

export type StartedCommand = {
  /** Null when it could not be started. */
  readonly pid: number | null;
  readonly ended: Promise<CommandEnd>;
};

/** `runId`: whose command it is; left out for one that changes nothing, and is no run's. */
export type StartCommand = (argv: readonly string[], runId?: string) => StartedCommand;

const KEPT_BYTES = 64 * 1024;
/** What a command leaves behind may hold its output open. */
const OUTPUT_AFTER_EXIT_MS = 300;

export const startCommand: StartCommand = (argv, runId) => {
  const [program = '', ...args] = argv;
  const began = performance.now();
  const durationMs = () => Math.round(performance.now() - began);
  if (!argv.every((arg) => arg.isWellFormed() && !arg.includes('\0'))) {
    const stderr = 'dmscope cannot pass on a name that is not UTF-8';
    return { pid: null, ended: Promise.resolve(notStarted(stderr, 0)) };
  }
  const child = spawn(program, args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: TOOL_PATH,
      LC_ALL: 'C',
      ...(runId === undefined ? {} : { [RUN_VARIABLE]: runId }),
    },
  });
  const stdout = keep(child.stdout);
  const stderr = keep(child.stderr);
  const ended = new Promise<CommandEnd>((resolve) => {
    const end = (exitStatus: number | null, signal: string | null) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ exitStatus, signal, stdout: stdout(), stderr: stderr(), durationMs: durationMs() });
    };
    child.on('error', (error) => resolve(notStarted(`${program}: ${error.message}`, durationMs())));
    child.on('close', end);
    child.on('exit', (exitStatus, signal) => setTimeout(end, OUTPUT_AFTER_EXIT_MS, exitStatus, signal));
  });
  // A command that never ends must not keep dmscope from ending.
  child.unref();
  for (const stream of [child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();
  return { pid: child.pid ?? null, ended };
};

function notStarted(stderr: string, durationMs: number): CommandEnd {
  return { exitStatus: null, signal: null, stdout: '', stderr, durationMs };
}

/** The first bytes of a stream as text; more is counted and let go. */
function keep(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let kept = 0;
  let lost = 0;
  stream.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, KEPT_BYTES - kept);
    chunks.push(part);
    kept += part.length;
    lost += chunk.length - part.length;
  });
  return () =>
    `${decodeHostText(Buffer.concat(chunks))}${lost > 0 ? `\n(${lost} bytes more were not kept)\n` : ''}`;
}
