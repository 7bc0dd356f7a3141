import type { Capture } from '../lib/capture/capture.ts';
import { originWords } from '../lib/import/origin.ts';
import type { Problem } from '../lib/problem.ts';
import type { Stack } from '../lib/stack/stack.ts';
import { readRecording } from './read-recording.ts';
import { createRevisions } from './revisions.ts';
import type { Watcher } from './watcher.ts';

export type RecordingOptions = {
  readonly file: string;
  /** Why this is shown, in one line; null when it was asked for. */
  readonly reason: string | null;
  readonly build: (capture: Capture, problems: readonly Problem[]) => Stack;
};

/** A capture file in the place of a host: it never changes, is never stale, and never passes for the host itself. */
export async function openRecording({ file, reason, build }: RecordingOptions): Promise<Watcher> {
  const { capture, problem, problems } = await readFrom(file);
  const revisions = createRevisions();
  if (capture !== null) revisions.publish(build(capture, problems));
  const listeners = new Set<() => void>();
  let isStopped = false;
  return {
    revisions,
    capture: () => capture,
    freshness: () => ({
      state: capture === null ? 'stale' : 'recording',
      reason: problem ?? reason ?? (capture && originWords(capture)),
      lastLookAtMs: null,
      lastSignAtMs: capture === null || capture.timeSeconds === 0 ? null : capture.timeSeconds * 1000,
    }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isStopped: () => isStopped,
    async stop() {
      isStopped = true;
      for (const listener of [...listeners]) listener();
    },
  };
}

type Recording = {
  readonly capture: Capture | null;
  readonly problem: string | null;
  readonly problems: readonly Problem[];
};

async function readFrom(file: string): Promise<Recording> {
  const read = await readRecording(file);
  if (read.ok) return { capture: read.value.value, problem: null, problems: read.value.problems };
  return { capture: null, problem: `${file} holds no capture: ${read.reason}`, problems: [] };
}
