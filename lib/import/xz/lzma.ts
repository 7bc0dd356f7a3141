import { BrokenArchive } from '../broken-archive.ts';
import {
  decodeBit,
  decodeDirect,
  decodeReverseTree,
  decodeTree,
  EVEN_ODDS,
  type RangeDecoder,
} from './range-decoder.ts';

/** LZMA: literals, and copies of what came before (7-Zip's lzma-specification; the names are its). */
export type Lzma = {
  readonly lc: number;
  readonly lp: number;
  readonly pb: number;
  readonly odds: Uint16Array;
  state: number;
  /** The last four distances, less one. */
  rep0: number;
  rep1: number;
  rep2: number;
  rep3: number;
};

/** What was decoded: `at` is where it goes on, `size` how much since the dictionary was reset. */
export type History = { bytes: Uint8Array; at: number; size: number; readonly dictionarySize: number };

/** Where each group of odds begins in one array. */
const IS_MATCH = 0;
const IS_REP = 192;
const IS_REP_G0 = 204;
const IS_REP_G1 = 216;
const IS_REP_G2 = 228;
const IS_REP0_LONG = 240;
const POS_SLOT = 432;
const POS_SPECIAL = 688;
const ALIGN = 803;
const MATCH_LENGTH = 819;
const REP_LENGTH = 1333;
const LITERAL = 1847;

/** Null for properties that LZMA2 does not allow. */
export function startLzma(properties: number): Lzma | null {
  const lc = properties % 9;
  const lp = Math.floor(properties / 9) % 5;
  const pb = Math.floor(properties / 45);
  if (pb > 4 || lc + lp > 4) return null;
  const odds = new Uint16Array(LITERAL + (0x300 << (lc + lp))).fill(EVEN_ODDS);
  return { lc, lp, pb, odds, state: 0, rep0: 0, rep1: 0, rep2: 0, rep3: 0 };
}

export function resetLzma(lzma: Lzma): void {
  lzma.odds.fill(EVEN_ODDS);
  lzma.state = 0;
  lzma.rep0 = lzma.rep1 = lzma.rep2 = lzma.rep3 = 0;
}

/** Decodes exactly `count` bytes to the end of the history, which has room for them. */
export function decodeLzma(lzma: Lzma, range: RangeDecoder, history: History, count: number): void {
  const end = history.at + count;
  while (history.at < end) {
    const posState = history.size & ((1 << lzma.pb) - 1);
    if (decodeBit(range, lzma.odds, IS_MATCH + (lzma.state << 4) + posState) === 0) {
      putLiteral(lzma, range, history);
    } else copy(lzma, history, decodeMatch(lzma, range, posState), end);
  }
}

function putLiteral(lzma: Lzma, range: RangeDecoder, history: History): void {
  const before = history.size > 0 ? (history.bytes[history.at - 1] ?? 0) : 0;
  const place = ((history.size & ((1 << lzma.lp) - 1)) << lzma.lc) + (before >> (8 - lzma.lc));
  const base = LITERAL + 0x300 * place;
  let symbol = 1;
  if (lzma.state >= 7) {
    let match = history.bytes[history.at - lzma.rep0 - 1] ?? 0;
    while (symbol < 0x100) {
      const matchBit = (match >> 7) & 1;
      match <<= 1;
      const bit = decodeBit(range, lzma.odds, base + ((1 + matchBit) << 8) + symbol);
      symbol = (symbol << 1) | bit;
      if (matchBit !== bit) break;
    }
  }
  while (symbol < 0x100) symbol = (symbol << 1) | decodeBit(range, lzma.odds, base + symbol);
  history.bytes[history.at++] = symbol & 0xff;
  history.size += 1;
  lzma.state = lzma.state < 4 ? 0 : lzma.state < 10 ? lzma.state - 3 : lzma.state - 6;
}

/** Sets the distance in `rep0`; gives the length. */
function decodeMatch(lzma: Lzma, range: RangeDecoder, posState: number): number {
  const { odds, state } = lzma;
  if (decodeBit(range, odds, IS_REP + state) === 0) {
    lzma.rep3 = lzma.rep2;
    lzma.rep2 = lzma.rep1;
    lzma.rep1 = lzma.rep0;
    lzma.state = state < 7 ? 7 : 10;
    const length = decodeLength(range, odds, { base: MATCH_LENGTH, posState });
    lzma.rep0 = decodeDistance(range, odds, Math.min(length, 3));
    return length + 2;
  }
  if (decodeBit(range, odds, IS_REP_G0 + state) === 0) {
    if (decodeBit(range, odds, IS_REP0_LONG + (state << 4) + posState) === 0) {
      lzma.state = state < 7 ? 9 : 11;
      return 1;
    }
  } else takeEarlierDistance(lzma, range);
  lzma.state = state < 7 ? 8 : 11;
  return decodeLength(range, odds, { base: REP_LENGTH, posState }) + 2;
}

function takeEarlierDistance(lzma: Lzma, range: RangeDecoder): void {
  let distance = lzma.rep1;
  if (decodeBit(range, lzma.odds, IS_REP_G1 + lzma.state) === 1) {
    distance = lzma.rep2;
    if (decodeBit(range, lzma.odds, IS_REP_G2 + lzma.state) === 1) {
      distance = lzma.rep3;
      lzma.rep3 = lzma.rep2;
    }
    lzma.rep2 = lzma.rep1;
  }
  lzma.rep1 = lzma.rep0;
  lzma.rep0 = distance;
}

function decodeLength(
  range: RangeDecoder,
  odds: Uint16Array,
  { base, posState }: { base: number; posState: number },
): number {
  if (decodeBit(range, odds, base) === 0)
    return decodeTree(range, odds, { base: base + 2 + (posState << 3), bits: 3 });
  if (decodeBit(range, odds, base + 1) === 0)
    return 8 + decodeTree(range, odds, { base: base + 130 + (posState << 3), bits: 3 });
  return 16 + decodeTree(range, odds, { base: base + 258, bits: 8 });
}

function decodeDistance(range: RangeDecoder, odds: Uint16Array, lengthState: number): number {
  const slot = decodeTree(range, odds, { base: POS_SLOT + (lengthState << 6), bits: 6 });
  if (slot < 4) return slot;
  const bits = (slot >> 1) - 1;
  const distance = (2 | (slot & 1)) * 2 ** bits;
  if (slot < 14) {
    return distance + decodeReverseTree(range, odds, { base: POS_SPECIAL + distance - slot, bits });
  }
  const middle = decodeDirect(range, bits - 4) * 16;
  return distance + middle + decodeReverseTree(range, odds, { base: ALIGN, bits: 4 });
}

function copy(lzma: Lzma, history: History, length: number, end: number): void {
  const distance = lzma.rep0 + 1;
  const isTooFar = distance > history.size || distance > history.dictionarySize;
  if (isTooFar || history.at + length > end) throw new BrokenArchive('its compressed data is broken');
  const { bytes, at } = history;
  for (let i = at; i < at + length; i++) bytes[i] = bytes[i - distance] ?? 0;
  history.at += length;
  history.size += length;
}
