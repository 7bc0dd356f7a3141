import { readFile } from 'node:fs/promises';
import type { Capture } from '../lib/capture/capture.ts';
import { readCapture } from '../lib/capture/read-capture.ts';
import type { Problem } from '../lib/problem.ts';
import type { Stack } from '../lib/stack/stack.ts';
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
  const { capture, problem, problems } = await readRecording(file);
  const revisions = createRevisions();
  if (capture !== null) revisions.publish(build(capture, problems));
  const listeners = new Set<() => void>();
  let isStopped = false;
  return {
    revisions,
    capture: () => capture,
    freshness: () => ({
      state: capture === null ? 'stale' : 'recording',
      reason: problem ?? reason,
      lastSignAtMs: capture === null ? null : capture.timeSeconds * 1000,
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

async function readRecording(file: string): Promise<Recording> {
  try {
    const { value, problems } = readCapture(await readFile(file));
    return { capture: value, problem: value === null ? `${file} holds no capture` : null, problems };
  } catch (error) {
    const problem = `${file} cannot be read: ${error instanceof Error ? error.message : error}`;
    return { capture: null, problem, problems: [] };
  }
}
