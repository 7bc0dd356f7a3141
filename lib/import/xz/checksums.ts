import { crc32From } from '../../block/crc32.ts';

/** The checksums of an xz file, over one piece after another. Both are reflected; CRC64 is ECMA-182, in two halves. */
export type Checksum = {
  readonly sizeBytes: number;
  readonly add: (bytes: Uint8Array) => void;
  /** As it is stored, lowest byte first. */
  readonly value: () => Uint8Array;
};

const CRC64 = tableOf((index) => {
  let [low, high] = [index, 0];
  for (let bit = 0; bit < 8; bit++) {
    const isOdd = low & 1;
    low = ((low >>> 1) | (high << 31)) >>> 0;
    high >>>= 1;
    if (isOdd) [low, high] = [(low ^ 0xd7870f42) >>> 0, (high ^ 0xc96c5795) >>> 0];
  }
  return [low, high];
});

type Table = { readonly low: Int32Array; readonly high: Int32Array };

function tableOf(entry: (index: number) => readonly [number, number]): Table {
  const entries = Array.from({ length: 256 }, (_, index) => entry(index));
  return {
    low: Int32Array.from(entries, ([low]) => low),
    high: Int32Array.from(entries, ([, high]) => high),
  };
}

export function crc32(): Checksum {
  let crc = 0xffffffff;
  return {
    sizeBytes: 4,
    add: (bytes) => {
      crc = crc32From(crc, bytes);
    },
    value: () => storedOf([~crc]),
  };
}

export function crc64(): Checksum {
  let low = -1;
  let high = -1;
  return {
    sizeBytes: 8,
    add: (bytes) => {
      // Most of the time of unpacking is spent here, and a loop over locals takes a third of it.
      const { low: lows, high: highs } = CRC64;
      let [l, h] = [low, high];
      for (let i = 0; i < bytes.length; i++) {
        const index = (l ^ (bytes[i] ?? 0)) & 0xff;
        l = (lows[index] ?? 0) ^ ((l >>> 8) | (h << 24));
        h = (highs[index] ?? 0) ^ (h >>> 8);
      }
      [low, high] = [l, h];
    },
    value: () => storedOf([~low, ~high]),
  };
}

/** For kinds that are not known here: their place is skipped, not compared. */
export function unchecked(sizeBytes: number): Checksum {
  return { sizeBytes, add: () => {}, value: () => new Uint8Array(0) };
}

function storedOf(words: readonly number[]): Uint8Array {
  return Uint8Array.from(words.flatMap((word) => [0, 8, 16, 24].map((shift) => (word >>> shift) & 0xff)));
}
