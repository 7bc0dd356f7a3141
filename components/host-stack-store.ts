/**
 * One host's followed stack, outside of React: the first reader opens the subscription, the last one closes it, and all
 * of them see the same objects. What a subscription is comes from outside, so that the resuming can be tested without
 * a browser.
 */
import {
  type FollowedStack,
  followStack,
  NOTHING_FOLLOWED,
  type WatchMessage,
} from '../lib/stack/followed-stack.ts';

/** To dmscope's server, not to the host. */
export type Connection = 'connecting' | 'open' | 'lost';

export type HostStack = FollowedStack & { readonly connection: Connection };

export const NO_HOST_STACK: HostStack = { ...NOTHING_FOLLOWED, connection: 'connecting' };

export type WatchHandlers = {
  readonly onMessage: (id: string, message: WatchMessage) => void;
  readonly onConnection: (connection: Connection) => void;
  /** The stream is over for good, with or without an error. */
  readonly onEnd: () => void;
};

/** Opens a stream that begins after `lastEventId` (null: with the whole stack); returns what closes it. */
export type OpenWatch = (lastEventId: string | null, handlers: WatchHandlers) => () => void;

export type HostStackStore = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => HostStack;
};

const REOPEN_AFTER_MS = 1500;
/** A page that is left and come back to, or mounted twice by React's strict mode, keeps its stream. */
const LINGER_MS = 500;

export function createHostStackStore(open: OpenWatch): HostStackStore {
  const listeners = new Set<() => void>();
  let state = NO_HOST_STACK;
  let lastEventId: string | null = null;
  let close: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function set(next: HostStack): void {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function later(action: () => void, delayMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(action, delayMs);
  }

  function start(): void {
    stop();
    // A stream that was closed may still have a message under way: it must not count.
    let isCurrent = true;
    const closeStream = open(lastEventId, {
      onMessage: (id, message) => isCurrent && receive(id, message),
      onConnection: (connection) => isCurrent && set({ ...state, connection }),
      onEnd: () => {
        if (!isCurrent) return;
        set({ ...state, connection: 'lost' });
        later(start, REOPEN_AFTER_MS);
      },
    });
    close = () => {
      isCurrent = false;
      closeStream();
    };
  }

  function stop(): void {
    clearTimeout(timer);
    close?.();
    close = null;
  }

  function receive(id: string, message: WatchMessage): void {
    const next = followStack(state, message, Date.now());
    set({ ...next, connection: 'open' });
    lastEventId = next.isOutOfStep ? null : id;
    if (next.isOutOfStep) later(start, 0);
  }

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      if (close === null) start();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) later(() => listeners.size === 0 && stop(), LINGER_MS);
      };
    },
  };
}
