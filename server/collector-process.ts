/**
 * The collector as a process of ours: one shell, in a process group of its own so that a Ctrl-C of the terminal passes it
 * by. Told to end, or no longer read, it ends its helpers itself. What runs apart and may be stuck in the kernel is left
 * alone: a signal would not free it, and can make things worse.
 */
import { spawn } from 'node:child_process';
import { peekEnvironment } from './peek/peek-environment.ts';

export type CollectorHandlers = {
  readonly onBytes: (chunk: Uint8Array) => void;
  /** Once, when the collector is gone; `reason` in words for a reader. Not after `stop`. */
  readonly onEnd: (reason: string) => void;
};

export type RunningCollector = {
  /** Resolves when it is gone, or when it was waited for long enough. */
  readonly stop: () => Promise<void>;
};

/** Starts a collector; the watcher takes this as a parameter so that tests can replay a recorded stream. */
export type StartCollector = (handlers: CollectorHandlers) => RunningCollector;

const STDERR_KEPT = 2000;
const OUTPUT_AFTER_EXIT_MS = 300;
const KILL_AFTER_MS = 1000;

/** How to run a collector script: `sh SCRIPT watch`. */
export function collectorCommand(script: string, intervalSeconds = 2): StartCollector {
  const argv = ['sh', script, 'watch', '--interval', `${intervalSeconds}`];
  return (handlers) => startCollector(argv, peekEnvironment(script), handlers);
}

function startCollector(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  handlers: CollectorHandlers,
): RunningCollector {
  const [command = 'sh', ...args] = argv;
  const child = spawn(/* turbopackIgnore: true */ command, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
    env,
  });
  let stderr = '';
  let isStopped = false;
  let isOver = false;

  const gone = new Promise<void>((resolve) => {
    function end(reason: string): void {
      if (isOver) return;
      isOver = true;
      child.stdout.destroy();
      child.stderr.destroy();
      if (!isStopped) handlers.onEnd(reason);
      resolve();
    }
    const endOf = (code: number | null, signal: string | null) => () => end(endReason(code, signal, stderr));
    child.on('error', (error) => end(`the collector could not be started: ${error.message}`));
    child.on('close', (code, signal) => endOf(code, signal)());
    // Something it left behind may hold its output open for good.
    child.on('exit', (code, signal) => setTimeout(endOf(code, signal), OUTPUT_AFTER_EXIT_MS));
  });

  child.stdout.on('data', (chunk: Buffer) => isStopped || handlers.onBytes(chunk));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });

  return {
    async stop() {
      isStopped = true;
      if (isOver) return;
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
      await gone;
      clearTimeout(kill);
    },
  };
}

function endReason(code: number | null, signal: string | null, stderr: string): string {
  const how = code === null ? `was ended by ${signal ?? 'a signal'}` : `ended with status ${code}`;
  const lastLine =
    stderr
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^dmscope collector: /, '') ?? '';
  return lastLine === '' ? `the collector ${how}` : `the collector ${how}: ${lastLine}`;
}
