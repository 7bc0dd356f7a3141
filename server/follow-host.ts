import type { WatchMessage } from '../lib/stack/followed-stack.ts';
import { type Position, parsePosition, positionText } from './revisions.ts';
import type { Watcher } from './watcher.ts';

export type Event = { readonly id: string; readonly message: WatchMessage };

export type FollowOptions = {
  /** Id of the last event that the viewer has; null or nonsense: it has none. */
  readonly lastEventId: string | null;
  readonly signal: AbortSignal;
  readonly heartbeatMs?: number;
};

/**
 * What a viewer needs to have and keep the host's latest stack: first listens, then sends what is missing, then follows,
 * until the viewer leaves or the watcher stops. What is still to be sent is asked for anew each time, so that a slow
 * viewer makes no queue. Freshness comes with every change, and otherwise with a heartbeat.
 */
export async function* followHost(watcher: Watcher, options: FollowOptions): AsyncGenerator<Event> {
  const { lastEventId, signal, heartbeatMs = 2000 } = options;
  const bell = createBell(watcher, signal);
  let position: Position | null = parsePosition(lastEventId);
  try {
    while (!bell.isOver()) {
      const message: WatchMessage = { kind: 'freshness', freshness: watcher.freshness(), nowMs: Date.now() };
      yield { id: positionText(position ?? { ...watcher.revisions.position(), revision: 0 }), message };
      for (const missed of watcher.revisions.since(position)) {
        position = { ...watcher.revisions.position(), revision: missed.revision };
        yield { id: positionText(position), message: missed };
      }
      await bell.wait(heartbeatMs);
    }
  } finally {
    bell.remove();
  }
}

/** Rings when the watcher has news, and for good when it or the viewer is gone; a ring that nobody waits for is kept. */
function createBell(watcher: Watcher, signal: AbortSignal) {
  let hasRung = false;
  let wake = () => {};
  const ring = () => {
    hasRung = true;
    wake();
  };
  const remove = watcher.onChange(ring);
  signal.addEventListener('abort', ring);
  return {
    isOver: () => signal.aborted || watcher.isStopped(),
    async wait(timeoutMs: number): Promise<void> {
      if (!hasRung) {
        let timer: ReturnType<typeof setTimeout> | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, timeoutMs);
        });
        clearTimeout(timer);
      }
      hasRung = false;
    },
    remove: () => {
      remove();
      signal.removeEventListener('abort', ring);
      wake();
    },
  };
}
