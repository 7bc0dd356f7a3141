/**
 * The shelf is where this browser keeps the recordings that were opened in it, so that a reload or a link finds them again. It is
 * IndexedDB, which belongs to this origin alone and never leaves the machine. Where a browser forbids it, the page
 * holds them for as long as it is open.
 */
import type { KeptCapture } from './reading-job.ts';
import type { LocalRecording } from './shelf-room.ts';

export type Shelf = {
  /** Whether what is put there outlives the page. */
  readonly isLasting: boolean;
  readonly list: () => Promise<readonly LocalRecording[]>;
  /** Null for what is not there. */
  readonly take: (id: string) => Promise<KeptCapture | null>;
  readonly put: (recording: LocalRecording, kept: KeptCapture) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
};

const DATABASE = 'dmscope-recordings';
/** Apart, so that the list is read without the captures. */
const STORES = ['recordings', 'captures'] as const;

export async function openShelf(): Promise<Shelf> {
  try {
    return shelfIn(await openDatabase());
  } catch {
    return shelfInMemory();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    for (const store of STORES) opening.result.createObjectStore(store);
  };
  return answerOf(opening);
}

function shelfIn(database: IDBDatabase): Shelf {
  // Another tab with a newer dmscope must not wait for this one.
  database.onversionchange = () => database.close();
  const reading = (store: (typeof STORES)[number]) => database.transaction(store).objectStore(store);
  const change = (work: (recordings: IDBObjectStore, captures: IDBObjectStore) => void) => {
    const transaction = database.transaction([...STORES], 'readwrite');
    const [recordings, captures] = STORES.map((store) => transaction.objectStore(store));
    if (recordings && captures) work(recordings, captures);
    return endOf(transaction);
  };
  return {
    isLasting: true,
    list: () => answerOf<LocalRecording[]>(reading('recordings').getAll()),
    take: async (id) => (await answerOf<KeptCapture | undefined>(reading('captures').get(id))) ?? null,
    put: (recording, kept) =>
      change((recordings, captures) => {
        recordings.put(recording, recording.id);
        captures.put(kept, recording.id);
      }),
    remove: (ids) =>
      change((recordings, captures) => {
        for (const id of ids) for (const store of [recordings, captures]) store.delete(id);
      }),
  };
}

export function shelfInMemory(): Shelf {
  const held = new Map<string, readonly [LocalRecording, KeptCapture]>();
  return {
    isLasting: false,
    list: async () => [...held.values()].map(([recording]) => recording),
    take: async (id) => held.get(id)?.[1] ?? null,
    put: async (recording, kept) => void held.set(recording.id, [recording, kept]),
    remove: async (ids) => {
      for (const id of ids) held.delete(id);
    },
  };
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}
