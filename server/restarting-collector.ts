import type { RunningCollector, StartCollector } from './collector-process.ts';

export type RestartTiming = { readonly firstRestartMs: number; readonly lastRestartMs: number };

export type RestartHandlers = {
  /** A collector starts: what comes next is the beginning of a stream. */
  readonly onStart: () => void;
  readonly onBytes: (chunk: Uint8Array) => void;
  readonly onEnd: (reason: string) => void;
};

/**
 * A collector that is started again when it ends, after twice the time of the last try. One that ran for longer than
 * the longest of these times counts as a good one. The next is started only when the last is gone.
 */
export function startRestarting(
  start: StartCollector,
  handlers: RestartHandlers,
  { firstRestartMs, lastRestartMs }: RestartTiming,
): RunningCollector {
  let running: RunningCollector | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = firstRestartMs;

  function begin(): void {
    const beganAt = Date.now();
    handlers.onStart();
    running = start({
      onBytes: handlers.onBytes,
      onEnd: (reason) => {
        running = null;
        if (Date.now() - beganAt > lastRestartMs) delayMs = firstRestartMs;
        timer = setTimeout(begin, delayMs);
        delayMs = Math.min(lastRestartMs, delayMs * 2);
        handlers.onEnd(reason);
      },
    });
  }

  begin();
  return {
    async stop() {
      clearTimeout(timer);
      await running?.stop();
    },
  };
}
