import type { Capture } from '../lib/capture/capture.ts';
import { momentHostId } from '../lib/capture/moment.ts';
import type { Problem } from '../lib/problem.ts';
import type { Stack } from '../lib/stack/stack.ts';
import type { WatchedHost } from './hosts.ts';
import type { KeptCaptures } from './kept-captures.ts';
import { openRecording } from './recording.ts';

/** The kept moments of one host, each opened as a recording when somebody looks at it. */
export type KeptMoments = KeptCaptures & {
  /** Null when it is not kept. */
  readonly open: (at: string) => Promise<WatchedHost | null>;
  readonly stop: () => Promise<void>;
};

/** A large host is some tens of MB of memory. Who looks at more at once waits for them to be read again. */
const OPEN_AT_MOST = 8;

type MomentsOptions = {
  readonly host: Pick<WatchedHost, 'id' | 'name'>;
  readonly kept: KeptCaptures;
  readonly build: (capture: Capture, problems: readonly Problem[]) => Stack;
};

export function openKeptMoments({ host, kept, build }: MomentsOptions): KeptMoments {
  const opened = new Map<string, Promise<WatchedHost | null>>();

  async function read(at: string): Promise<WatchedHost | null> {
    const file = await kept.file(at);
    if (file === null) return null;
    const watcher = await openRecording({ file, reason: null, build });
    return {
      id: momentHostId(host.id, at),
      name: host.name,
      kind: 'recording',
      note: null,
      watcher,
      moments: null,
      pools: null,
    };
  }

  async function close(at: string): Promise<void> {
    const moment = opened.get(at);
    opened.delete(at);
    await (await moment)?.watcher.stop();
  }

  return {
    ...kept,
    async open(at) {
      const known = opened.get(at) ?? read(at);
      // The one that was asked for longest ago is first.
      opened.delete(at);
      opened.set(at, known);
      const moment = await known.catch(() => null);
      if (moment === null) opened.delete(at);
      const [first] = opened.keys();
      if (opened.size > OPEN_AT_MOST && first !== undefined) await close(first);
      return known;
    },
    async stop() {
      await Promise.all([...opened.keys()].map(close));
    },
  };
}
