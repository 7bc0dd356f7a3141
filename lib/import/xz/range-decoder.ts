import { BrokenArchive } from '../broken-archive.ts';

/**
 * LZMA's range decoder: bits out of bytes, each with a probability that learns. A chunk of LZMA2 is decoded from its own
 * bytes only: reading past them is an error, so that broken data ends.
 */
export type RangeDecoder = {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;
  range: number;
  code: number;
};

/** Probabilities are of 2,048; they begin in the middle. */
export const EVEN_ODDS = 1024;
const TOP = 2 ** 24;

export function startRange(bytes: Uint8Array, at: number, end: number): RangeDecoder {
  if (end - at < 5 || bytes[at] !== 0) throw new BrokenArchive('its compressed data is broken');
  const [b1 = 0, b2 = 0, b3 = 0, b4 = 0] = bytes.subarray(at + 1, at + 5);
  const code = ((b1 << 24) | (b2 << 16) | (b3 << 8) | b4) >>> 0;
  return { bytes, at: at + 5, end, range: 0xffffffff, code };
}

export function decodeBit(range: RangeDecoder, odds: Uint16Array, index: number): 0 | 1 {
  const chance = odds[index] ?? EVEN_ODDS;
  const bound = (range.range >>> 11) * chance;
  if (range.code < bound) {
    range.range = bound;
    odds[index] = chance + ((2048 - chance) >> 5);
    if (bound < TOP) refill(range);
    return 0;
  }
  range.range -= bound;
  range.code -= bound;
  odds[index] = chance - (chance >> 5);
  if (range.range < TOP) refill(range);
  return 1;
}

/** `count` bits of even odds that nothing is learnt from, the highest first. */
export function decodeDirect(range: RangeDecoder, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i++) {
    range.range >>>= 1;
    const bit = range.code >= range.range ? 1 : 0;
    if (bit) range.code -= range.range;
    value = value * 2 + bit;
    if (range.range < TOP) refill(range);
  }
  return value;
}

/** A number of `bits` bits, highest first, from a tree of odds that begins at `base`. */
export function decodeTree(
  range: RangeDecoder,
  odds: Uint16Array,
  { base, bits }: { base: number; bits: number },
): number {
  let node = 1;
  for (let i = 0; i < bits; i++) node = (node << 1) | decodeBit(range, odds, base + node);
  return node - (1 << bits);
}

/** The same, lowest first. */
export function decodeReverseTree(
  range: RangeDecoder,
  odds: Uint16Array,
  { base, bits }: { base: number; bits: number },
): number {
  let node = 1;
  let value = 0;
  for (let i = 0; i < bits; i++) {
    const bit = decodeBit(range, odds, base + node);
    node = (node << 1) | bit;
    value |= bit << i;
  }
  return value;
}

function refill(range: RangeDecoder): void {
  if (range.at >= range.end) throw new BrokenArchive('its compressed data is broken');
  range.range = (range.range << 8) >>> 0;
  range.code = ((range.code << 8) | (range.bytes[range.at++] ?? 0)) >>> 0;
}
