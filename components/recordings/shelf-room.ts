/**
 * A recording that this browser keeps. Its id is made from its bytes: the same file opened again is the same host, here and
 * in anybody's browser, so that a link to it leads there for whoever has the file.
 */
export type LocalRecording = {
  readonly id: string;
  /** What it was called; empty for pasted text. */
  readonly fileName: string;
  /** Empty where nothing tells. */
  readonly host: string;
  /** 0 where nothing tells. */
  readonly timeSeconds: number;
  /** What it was put together from; null for what a collector took. */
  readonly origin: string | null;
  readonly sizeBytes: number;
  readonly openedAtMs: number;
};

const PREFIX = 'file-';

export function localIdOf(hash: string): string {
  return `${PREFIX}${hash.slice(0, 16)}`;
}

/** Whether a host is a file that was opened here, and not the server's. */
export function isLocalId(hostId: string): boolean {
  return /^file-[0-9a-f]{16}$/.test(hostId);
}

export type Room = { readonly count: number; readonly bytes: number };

/** So that a browser does not fill up with what was looked at once. */
export const ROOM: Room = { count: 20, bytes: 256 * 2 ** 20 };

/** Which ones have to go so that a newcomer fits: those that were opened longest ago. Never the newcomer itself. */
export function outOfRoom(
  kept: readonly LocalRecording[],
  newcomer: LocalRecording,
  room: Room = ROOM,
): readonly LocalRecording[] {
  const newestFirst = kept.filter(({ id }) => id !== newcomer.id).sort((a, b) => b.openedAtMs - a.openedAtMs);
  let [count, bytes] = [1, newcomer.sizeBytes];
  return newestFirst.filter(({ sizeBytes }) => {
    count += 1;
    bytes += sizeBytes;
    return count > room.count || bytes > room.bytes;
  });
}
