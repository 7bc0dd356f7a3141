'use client';

/**
 * The recordings that were opened in this browser, for everything on the page that lists, shows or removes them. One shelf for
 * the page; what another tab puts there is seen when this one is looked at again.
 */
import { useSyncExternalStore } from 'react';
import type { Capture } from '../../lib/capture/capture.ts';
import type { DeviceLines } from '../../lib/capture/lines-of-device.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { readInWorker } from './read-in-worker.ts';
import type { KeptCapture, ReadCapture } from './reading-job.ts';
import { openShelf, type Shelf, shelfInMemory } from './shelf.ts';
import { type LocalRecording, localIdOf, outOfRoom } from './shelf-room.ts';

export type LocalRecordings = {
  readonly isKnown: boolean;
  /** What was opened last is first. */
  readonly list: readonly LocalRecording[];
};

const NOT_KNOWN: LocalRecordings = { isKnown: false, list: [] };
const listeners = new Set<() => void>();
let known = NOT_KNOWN;
let opening: Promise<Shelf> | null = null;

function shelf(): Promise<Shelf> {
  opening ??= openShelf();
  return opening;
}

async function refresh(): Promise<void> {
  const list = await (await shelf()).list();
  known = { isKnown: true, list: list.toSorted((a, b) => b.openedAtMs - a.openedAtMs) };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    void refresh();
    document.addEventListener('visibilitychange', refresh);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) document.removeEventListener('visibilitychange', refresh);
  };
}

export function useLocalRecordings(): LocalRecordings {
  return useSyncExternalStore(
    subscribe,
    () => known,
    () => NOT_KNOWN,
  );
}

export type Shelved = {
  readonly recording: LocalRecording;
  readonly removed: readonly LocalRecording[];
  readonly isLasting: boolean;
};

/** Puts it on the shelf, in place of what was opened longest ago where there is no room. */
export async function shelve(read: ReadCapture, fileName: string): Promise<Shelved> {
  const { bytes, problems, host, timeSeconds, origin, hash } = read;
  const id = localIdOf(hash);
  const recording: LocalRecording = {
    ...{ id, fileName, host, timeSeconds, origin },
    sizeBytes: bytes.length,
    openedAtMs: Date.now(),
  };
  const it = await shelf();
  const removed = outOfRoom(await it.list(), recording);
  await it.remove(removed.map((each) => each.id));
  const isPut = await it.put(recording, { bytes, problems }).then(
    () => true,
    () => false,
  );
  if (!isPut) await holdInMemory(it, recording, { bytes, problems });
  await refresh();
  return { recording, removed, isLasting: isPut && it.isLasting };
}

/** The browser has no room: what is there is held by the page from now on, with the newcomer. */
async function holdInMemory(full: Shelf, recording: LocalRecording, kept: KeptCapture): Promise<void> {
  const memory = shelfInMemory();
  for (const each of await full.list()) {
    const its = await full.take(each.id);
    if (its) await memory.put(each, its);
  }
  await memory.put(recording, kept);
  opening = Promise.resolve(memory);
}

export async function removeRecordings(ids: readonly string[]): Promise<void> {
  await (await shelf()).remove(ids);
  await refresh();
}

/** Null for what this browser does not have. */
export async function localRecording(id: string): Promise<LocalRecording | null> {
  return (await (await shelf()).list()).find((recording) => recording.id === id) ?? null;
}

/** Null for what this browser does not have. */
export async function keptCapture(id: string): Promise<KeptCapture | null> {
  return (await shelf()).take(id);
}

/** The capture behind a local host, for a report or a download; null for what this browser does not have. */
export async function captureOfLocalHost(hostId: string): Promise<Capture | null> {
  const kept = await keptCapture(hostId);
  const read = kept && (await readInWorker('capture', kept));
  return read?.ok ? read.value : null;
}

/** @throws in words, for the place where the lines would stand */
export async function linesOfLocalHost(hostId: string, device: Device): Promise<DeviceLines> {
  const kept = await keptCapture(hostId);
  if (kept === null) throw new Error('this browser no longer has the recording');
  const read = await readInWorker('lines', { ...kept, device });
  if (!read.ok) throw new Error(read.reason ?? 'it was given up');
  return read.value;
}
