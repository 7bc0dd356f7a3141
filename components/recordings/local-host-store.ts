import type { Freshness } from '../../lib/stack/followed-stack.ts';
import { type HostStack, type HostStackStore, NO_HOST_STACK } from '../host-stack-store.ts';
import { keptCapture, localRecording } from './local-recordings.ts';
import { readInWorker } from './read-in-worker.ts';
import { whereFrom } from './recording-words.ts';

/** A recording of this browser in the place of a host: read once, when somebody looks, and never changed. */
export function createLocalHostStore(hostId: string): HostStackStore {
  const listeners = new Set<() => void>();
  // From the first moment on it is known to be no host: nobody asks the server about it.
  let state: HostStack = {
    ...NO_HOST_STACK,
    connection: 'open',
    freshness: { state: 'recording', reason: null, lastSignAtMs: null, lastLookAtMs: null },
  };
  let isRead = false;

  function set(next: Partial<HostStack>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  async function read(): Promise<void> {
    isRead = true;
    const [recording, kept] = [await localRecording(hostId), await keptCapture(hostId)];
    if (recording === null || kept === null) {
      // It may be opened later, and is then looked for again.
      isRead = false;
      return;
    }
    const built = await readInWorker('stack', kept);
    const { timeSeconds } = recording;
    const freshness: Freshness = {
      state: 'recording',
      reason: built.ok ? whereFrom(recording) : built.reason,
      lastSignAtMs: timeSeconds === 0 ? null : timeSeconds * 1000,
      lastLookAtMs: null,
    };
    set(built.ok ? { stack: built.value, revision: 1, freshness } : { freshness });
  }

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      if (!isRead) void read();
      return () => listeners.delete(listener);
    },
  };
}
