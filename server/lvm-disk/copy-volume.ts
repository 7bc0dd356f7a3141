import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import type { Understood } from '../../lib/dm/target-type.ts';
import type { BlockSource } from '../../lib/lvm/disk/block-source.ts';
import { printableHostText } from '../../lib/text/host-text.ts';
import { reasonOf } from '../reason-of.ts';

/**
 * Copies a volume into a file. It is written to FILE.partial, whose size is at any time how much of it is done, and which becomes
 * FILE when it is all there; so a copy that was cut short can be gone on with, and what is called FILE is whole. Blocks of zeros are left out
 * of the file, which reads the same.
 */
export type CopyOptions = {
  readonly mayOverwrite: boolean;
  readonly isResumed: boolean;
  readonly onProgress: (doneBytes: number) => void;
};

/** Large enough for the disk to be what it waits for. */
const CHUNK_BYTES = 4 * 2 ** 20;
/** What a hole is made of; file systems have blocks of 4 KiB, and looking costs less the larger it is. */
const HOLE_BYTES = 64 * 2 ** 10;
const ZEROS = Buffer.alloc(HOLE_BYTES);

export async function copyVolume(
  source: BlockSource,
  file: string,
  { mayOverwrite, isResumed, onProgress }: CopyOptions,
): Promise<Understood<{ readonly fromBytes: number }>> {
  const partial = `${file}.partial`;
  const shown = printableHostText(file);
  try {
    const there = await sizeOf(file);
    if (there === 'other') return failed(`${shown} is there, and is no regular file`);
    if (there !== null && !mayOverwrite) return failed(`${shown} is there already; --overwrite replaces it`);
    const begun = await sizeOf(partial);
    if (begun === 'other') return failed(`${shown}.partial is there, and is no regular file`);
    if (begun !== null && !isResumed)
      return failed(`${shown}.partial is there from before; --resume goes on with it, or remove it`);
    const output = await open(partial, begun === null ? 'wx+' : 'r+', 0o600);
    try {
      const from = begun === null ? 0 : await whereToGoOn(source, output, begun);
      if (from === null) return failed(`${shown}.partial does not begin as this volume does; remove it`);
      await copyFrom(source, from, { output, onProgress });
      await output.sync();
      const { size } = await output.stat();
      if (size !== source.sizeBytes)
        return failed(`${shown}.partial has ${size} bytes, not ${source.sizeBytes}`);
      await rename(partial, file);
      return { ok: true, value: { fromBytes: from } };
    } finally {
      await output.close();
    }
  } catch (error) {
    return failed(`${shown}: ${reasonOf(error)}`);
  }
}

/** Null for nothing there. */
async function sizeOf(path: string): Promise<number | 'other' | null> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return found === null ? null : found.isFile() ? found.size : 'other';
}

/** At the beginning of the last chunk that is done, if it and the first are as the volume has them. */
async function whereToGoOn(
  source: BlockSource,
  output: FileHandle,
  doneBytes: number,
): Promise<number | null> {
  if (doneBytes > source.sizeBytes) return null;
  const last = Math.max(0, Math.floor((doneBytes - 1) / CHUNK_BYTES) * CHUNK_BYTES);
  for (const at of new Set([0, last])) {
    const length = Math.min(CHUNK_BYTES, doneBytes - at);
    const [ours, theirs] = [Buffer.alloc(length), Buffer.alloc(length)];
    await source.read([ours], at);
    await output.read(theirs, 0, length, at);
    if (!ours.equals(theirs)) return null;
  }
  return last;
}

/** Reads the next chunk while the one before is written. */
async function copyFrom(
  source: BlockSource,
  from: number,
  { output, onProgress }: { readonly output: FileHandle; readonly onProgress: (doneBytes: number) => void },
): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  for await (const { chunk, offset } of chunksOf(source, from)) {
    await writing;
    writing = writeSparse(output, chunk, offset).then(() => onProgress(offset + chunk.length));
    // Told by the next turn.
    writing.catch(() => {});
  }
  await writing;
}

/** The volume from an offset on, with two buffers by turns: a chunk is good until the next but one is asked for. */
export async function* chunksOf(
  source: BlockSource,
  from: number,
): AsyncGenerator<{ readonly chunk: Buffer; readonly offset: number }> {
  const buffers = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)] as const;
  let turn = 0;
  for (let offset = from; offset < source.sizeBytes; offset += CHUNK_BYTES) {
    const chunk = (buffers[turn] ?? buffers[0]).subarray(0, Math.min(CHUNK_BYTES, source.sizeBytes - offset));
    turn = 1 - turn;
    const got = await source.read([chunk], offset);
    if (got !== chunk.length) throw new Error(`it ends after ${offset + got} bytes`);
    yield { chunk, offset };
  }
}

/** The file grows by the whole chunk in any case: its size says how far it is. */
async function writeSparse(output: FileHandle, chunk: Buffer, offset: number): Promise<void> {
  let from = 0;
  const flush = async (to: number) => {
    if (to > from) await writeAll(output, chunk.subarray(from, to), offset + from);
  };
  for (let at = 0; at < chunk.length; at += HOLE_BYTES) {
    const block = chunk.subarray(at, at + HOLE_BYTES);
    if (!block.equals(block.length === HOLE_BYTES ? ZEROS : ZEROS.subarray(0, block.length))) continue;
    await flush(at);
    from = at + block.length;
  }
  await flush(chunk.length);
  if (from === chunk.length) await output.truncate(offset + chunk.length);
}

async function writeAll(output: FileHandle, bytes: Buffer, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await output.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}

function failed(reason: string): Understood<never> {
  return { ok: false, reason };
}
