import { decodeHostText } from '../text/host-text.ts';

/** Bytes in at the end, out at the front, in time proportional to their number. */
export type ByteQueue = {
  readonly add: (chunk: Uint8Array) => void;
  readonly length: () => number;
  /** The byte at an offset from the front; undefined past the end. */
  readonly at: (offset: number) => number | undefined;
  /** Up to `length` bytes at an offset, as text, without taking them. */
  readonly peek: (offset: number, length: number) => string;
  readonly take: (length: number) => Uint8Array;
  readonly drop: (length: number) => void;
  /** One line without its newline; null if there is no whole one. At the very end what is left counts as a line. */
  readonly takeLine: (isLast: boolean) => Uint8Array | null;
  /** Offset of the first occurrence, -1 if none. A search that found nothing goes on where it stopped. */
  readonly indexOf: (needle: Uint8Array) => number;
};

const NEWLINE = 10;

export function createByteQueue(): ByteQueue {
  let bytes = new Uint8Array(1 << 16);
  let start = 0;
  let end = 0;
  /** Up to here (from `start`) nothing was found by the last search. */
  let searched = 0;

  function makeRoom(length: number): void {
    if (end + length <= bytes.length) return;
    const size = end - start;
    const room = Math.max(bytes.length, 1 << 16);
    const next = size + length <= room / 2 ? bytes : new Uint8Array(Math.max(room, 2 * (size + length)));
    next.set(bytes.subarray(start, end));
    bytes = next;
    start = 0;
    end = size;
  }

  function take(length: number): Uint8Array {
    const taken = bytes.slice(start, Math.min(end, start + length));
    start += taken.length;
    searched = 0;
    return taken;
  }

  function indexOf(needle: Uint8Array): number {
    const first = needle[0] ?? 0;
    let at = start + Math.max(0, searched - needle.length);
    while (true) {
      at = bytes.indexOf(first, at);
      if (at < 0 || at + needle.length > end) break;
      if (needle.every((byte, i) => bytes[at + i] === byte)) return at - start;
      at += 1;
    }
    searched = end - start;
    return -1;
  }

  function drop(length: number): void {
    start = Math.min(end, start + length);
    searched = 0;
  }

  return {
    add: (chunk) => {
      makeRoom(chunk.length);
      bytes.set(chunk, end);
      end += chunk.length;
    },
    length: () => end - start,
    at: (offset) => (start + offset < end ? bytes[start + offset] : undefined),
    peek: (offset, length) =>
      decodeHostText(bytes.subarray(Math.min(end, start + offset), Math.min(end, start + offset + length))),
    take,
    drop,
    takeLine: (isLast) => {
      const at = indexOf(Uint8Array.of(NEWLINE));
      if (at < 0) return isLast && end > start ? take(end - start) : null;
      const line = take(at);
      drop(1);
      return line;
    },
    indexOf,
  };
}
