import { ftruncateSync, writeSync } from 'node:fs';
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
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

/** Large enough for the disk to be what it waits for, small enough for the caches of a processor. */
const CHUNK_BYTES = 2 ** 20;
/** So much is on its way to the disk while as much is read, and no more: the host's memory is not filled with it. */
const UNSYNCED_BYTES = 64 * 2 ** 20;
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
      return failed(`${shown}.partial is there from before; --resume continues it, or remove it`);
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

async function copyFrom(
  source: BlockSource,
  from: number,
  { output, onProgress }: { readonly output: FileHandle; readonly onProgress: (doneBytes: number) => void },
): Promise<void> {
  let syncing = Promise.resolve();
  let unsyncedBytes = 0;
  for await (const { chunk, offset } of chunksOf(source, from)) {
    writeSparse(output.fd, chunk, offset);
    onProgress(offset + chunk.length);
    unsyncedBytes += chunk.length;
    if (unsyncedBytes >= UNSYNCED_BYTES) {
      await syncing;
      syncing = output.datasync();
      // Whether it failed is asked the next time, or never when something else fails before.
      syncing.catch(() => {});
      unsyncedBytes = 0;
    }
    // For whoever wants to interrupt it.
    await setImmediate();
  }
  await syncing;
}

/** The volume from an offset on; a chunk is good until the next is asked for, and that is read meanwhile. */
export async function* chunksOf(
  source: BlockSource,
  from: number,
): AsyncGenerator<{ readonly chunk: Buffer; readonly offset: number }> {
  const room = Math.min(CHUNK_BYTES, source.sizeBytes - from);
  let [filling, given] = [Buffer.allocUnsafe(room), Buffer.allocUnsafe(room)];
  let reading = readChunk(source, filling, from);
  for (let offset = from; offset < source.sizeBytes; offset += CHUNK_BYTES) {
    const chunk = await reading;
    [filling, given] = [given, filling];
    reading = readChunk(source, filling, offset + CHUNK_BYTES);
    // Whoever has the chunk may never come back to wait for it.
    reading.catch(() => {});
    yield { chunk, offset };
  }
}

async function readChunk(source: BlockSource, room: Buffer, offset: number): Promise<Buffer> {
  const chunk = room.subarray(0, Math.max(0, Math.min(room.length, source.sizeBytes - offset)));
  const got = chunk.length === 0 ? 0 : await source.read([chunk], offset);
  if (got !== chunk.length) throw new Error(`it ends after ${offset + got} bytes`);
  return chunk;
}

/** The file grows by the whole chunk in any case: its size says how far it is. */
function writeSparse(output: number, chunk: Buffer, offset: number): void {
  let from = 0;
  const flush = (to: number) => {
    for (let at = from; at < to; ) at += writeSync(output, chunk, at, to - at, offset + at);
  };
  for (let at = 0; at < chunk.length; at += HOLE_BYTES) {
    const block = chunk.subarray(at, at + HOLE_BYTES);
    if (!block.equals(block.length === HOLE_BYTES ? ZEROS : ZEROS.subarray(0, block.length))) continue;
    flush(at);
    from = at + block.length;
  }
  flush(chunk.length);
  if (from === chunk.length) ftruncateSync(output, offset + chunk.length);
}

function failed(reason: string): Understood<never> {
  return { ok: false, reason };
}
