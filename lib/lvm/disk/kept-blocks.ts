import type { BlockSource } from './block-source.ts';

const BLOCK = 64 * 1024;

/** What comes in pieces, one behind the other, kept to be read in any order. */
export type KeptBlocks = {
  /** The piece may change afterwards. */
  readonly add: (piece: Uint8Array) => void;
  /** All that was added; reading what was not kept throws an error with this message. */
  readonly source: (notKept: string) => BlockSource;
};

/** Blocks of zeros take no room; of the others, only the first that fit in so many bytes are kept. */
export function keptBlocks(mostBytes: number): KeptBlocks {
  const blocks = new Map<number, Uint8Array>();
  const lost = new Set<number>();
  let size = 0;
  let current = new Uint8Array(BLOCK);

  function keep(index: number): void {
    if (current.every((byte) => byte === 0)) return;
    if ((blocks.size + 1) * BLOCK > mostBytes) lost.add(index);
    else {
      blocks.set(index, current);
      current = new Uint8Array(BLOCK);
      return;
    }
    current.fill(0);
  }

  function add(piece: Uint8Array): void {
    for (let from = 0; from < piece.length; ) {
      const at = size % BLOCK;
      const length = Math.min(BLOCK - at, piece.length - from);
      current.set(piece.subarray(from, from + length), at);
      size += length;
      from += length;
      if (size % BLOCK === 0) keep(size / BLOCK - 1);
    }
  }

  function fill(target: Uint8Array, offset: number, notKept: string): void {
    for (let done = 0; done < target.length; ) {
      const index = Math.floor((offset + done) / BLOCK);
      const at = (offset + done) % BLOCK;
      const part = target.subarray(done, done + BLOCK - at);
      if (lost.has(index)) throw new Error(notKept);
      const block = blocks.get(index);
      if (block) part.set(block.subarray(at, at + part.length));
      else part.fill(0);
      done += part.length;
    }
  }

  return {
    add,
    source: (notKept) => {
      if (size % BLOCK !== 0) keep(Math.floor(size / BLOCK));
      return {
        sizeBytes: size,
        read: async (buffers, offset) => {
          let at = offset;
          for (const buffer of buffers) {
            const target = buffer.subarray(0, Math.max(0, size - at));
            fill(target, at, notKept);
            at += target.length;
          }
          return at - offset;
        },
      };
    },
  };
}
