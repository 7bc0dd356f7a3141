import { encodeHostText } from './host-text.ts';

/**
 * SHA-256 (FIPS 180-4) of a text, in hexadecimal, for code that runs in the browser, the server and the command line
 * alike and must not wait. A shorter hash would do against chance; names in the text are chosen by guests.
 */
export function sha256(text: string): string {
  return sha256OfBytes(encodeHostText(text));
}

export function sha256OfBytes(bytes: Uint8Array): string {
  const state = Uint32Array.from(INITIAL);
  const blocks = padded(bytes);
  const words = new Uint32Array(64);
  for (let at = 0; at < blocks.byteLength; at += 64) mixBlock(state, words, new DataView(blocks, at, 64));
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** The message, a one bit, zeros, and its length in bits, in blocks of 64 bytes. */
function padded(bytes: Uint8Array): ArrayBuffer {
  const blocks = new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64);
  new Uint8Array(blocks).set(bytes);
  const view = new DataView(blocks);
  view.setUint8(bytes.length, 0x80);
  view.setUint32(blocks.byteLength - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(blocks.byteLength - 4, bytes.length << 3);
  return blocks;
}

function mixBlock(state: Uint32Array, words: Uint32Array, block: DataView): void {
  for (let i = 0; i < 16; i++) words[i] = block.getUint32(i * 4);
  for (let i = 16; i < 64; i++) {
    const w15 = words[i - 15] ?? 0;
    const w2 = words[i - 2] ?? 0;
    const s0 = turn(w15, 7) ^ turn(w15, 18) ^ (w15 >>> 3);
    const s1 = turn(w2, 17) ^ turn(w2, 19) ^ (w2 >>> 10);
    words[i] = (words[i - 16] ?? 0) + s0 + (words[i - 7] ?? 0) + s1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const t1 = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + (ROUNDS[i] ?? 0) + (words[i] ?? 0);
    const t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i] ?? 0) + value;
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/** The first 32 bits of the fractional part of a root. */
function fraction(root: number): number {
  return ((root - Math.floor(root)) * 0x100000000) | 0;
}

const PRIMES = Array.from({ length: 312 }, (_, i) => i).filter(
  (n) => n > 1 && !Array.from({ length: n }, (_, i) => i).some((i) => i > 1 && n % i === 0),
);
const INITIAL = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = PRIMES.slice(0, 64).map((prime) => fraction(Math.cbrt(prime)));
