import { BrokenArchive } from '../broken-archive.ts';
import { decodeLzma, type History, type Lzma, resetLzma, startLzma } from './lzma.ts';
import { startRange } from './range-decoder.ts';

const CHUNK_AT_MOST = 2 ** 21;
const SLACK = 4 * CHUNK_AT_MOST;

export type Lzma2 = {
  readonly bytes: Uint8Array;
  at: number;
  readonly dictionarySize: number;
};

/**
 * LZMA2: chunks of LZMA or of plain bytes, at most 2 MiB each. Gives each chunk's bytes, which are good until the next is
 * asked for, and leaves `at` behind the last.
 */
export function* decodeLzma2(input: Lzma2): Generator<Uint8Array> {
  const history: History = {
    bytes: new Uint8Array(SLACK),
    at: 0,
    size: 0,
    dictionarySize: input.dictionarySize,
  };
  let lzma: Lzma | null = null;
  let isStarted = false;
  for (let control = take(input); control !== 0; control = take(input)) {
    const isPlain = control < 0x80;
    if (control > 2 && isPlain) throw new BrokenArchive('its compressed data is broken');
    if (control === 1 || control >= 0xe0) {
      history.size = 0;
      isStarted = true;
    }
    if (!isStarted) throw new BrokenArchive('its compressed data is broken');
    const high = isPlain ? 0 : control & 0x1f;
    const count = high * 65536 + take(input) * 256 + take(input) + 1;
    makeRoom(history, count);
    const from = history.at;
    if (isPlain) putPlain(input, history, count);
    else {
      const packed = take(input) * 256 + take(input) + 1;
      if (control >= 0xc0) lzma = startLzma(take(input));
      else if (control >= 0xa0 && lzma) resetLzma(lzma);
      if (lzma === null || input.at + packed > input.bytes.length) {
        throw new BrokenArchive(lzma === null ? 'its compressed data is broken' : 'it is cut short');
      }
      const range = startRange(input.bytes, input.at, input.at + packed);
      decodeLzma(lzma, range, history, count);
      if (range.at !== range.end || range.code !== 0)
        throw new BrokenArchive('its compressed data is broken');
      input.at += packed;
    }
    yield history.bytes.subarray(from, history.at);
  }
}

function take(input: Lzma2): number {
  const byte = input.bytes[input.at];
  if (byte === undefined) throw new BrokenArchive('it is cut short');
  input.at += 1;
  return byte;
}

function putPlain(input: Lzma2, history: History, count: number): void {
  const plain = input.bytes.subarray(input.at, input.at + count);
  if (plain.length < count) throw new BrokenArchive('it is cut short');
  history.bytes.set(plain, history.at);
  history.at += count;
  history.size += count;
  input.at += count;
}

/** Grows with what was decoded, not with what the header announces; forgets what no distance reaches. */
function makeRoom(history: History, count: number): void {
  if (history.at + count <= history.bytes.length) return;
  const kept = Math.min(history.at, history.size, history.dictionarySize);
  const needed = kept + count;
  const bytes =
    needed > history.bytes.length - SLACK / 2
      ? new Uint8Array(Math.max(needed, Math.min(history.dictionarySize, kept * 2)) + SLACK)
      : history.bytes;
  if (bytes === history.bytes) bytes.copyWithin(0, history.at - kept, history.at);
  else bytes.set(history.bytes.subarray(history.at - kept, history.at));
  history.bytes = bytes;
  history.at = kept;
}
