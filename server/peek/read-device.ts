/**
 * Reads the little of a block device that tells what LVM is in it: past the page cache, so that it is what is on the device now
 * and pushes nothing out of memory, and never more than a bound.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type FoundInside, readInside } from '../../lib/lvm/disk/read-inside.ts';
import { devNoOf } from '../block-device-number.ts';
import { reasonOf } from '../reason-of.ts';

export type DeviceToRead = { readonly path: string; readonly devNo: string; readonly sizeBytes: number };

/** For a group of a thousand volumes. */
const MOST_BYTES = 512 * 1024;
/** What O_DIRECT wants buffers, offsets and lengths to be multiples of; no device has larger sectors. */
const BLOCK = 4096;
/** A label, and whether there is a partition table, whatever the sectors. */
const FIRST_READ = 2 * BLOCK;
const PAGE = 65_536;
/** WebAssembly's memory begins where a page does, which a Buffer need not. */
const memory = new WebAssembly.Memory({ initial: MOST_BYTES / PAGE, maximum: MOST_BYTES / PAGE });

/** Throws what keeps it from being opened, or from being read at all. */
export function readDevice({ path, devNo, sizeBytes }: DeviceToRead): FoundInside | null {
  const file = openDirect(path);
  try {
    const { rdev } = fstatSync(file);
    if (devNoOf(rdev) !== devNo) throw new Error(`${path} is another device by now`);
    const bytes = boundedReader(file);
    const reader = readInside(sizeBytes);
    for (let step = reader.next(); ; ) {
      if (step.done) return withProblems(step.value, bytes.problems);
      step = reader.next(bytes.read(step.value.offset, Math.min(step.value.length, sizeBytes)));
    }
  } finally {
    closeSync(file);
  }
}

function openDirect(path: string): number {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW;
  try {
    return openSync(path, flags | constants.O_DIRECT);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
    return openSync(path, flags);
  }
}

function withProblems(found: FoundInside | null, problems: readonly string[]): FoundInside | null {
  if (problems.length === 0) return found;
  const nothing = { partitionTable: null, pvs: [], problems: [] };
  return { ...(found ?? nothing), problems: [...problems, ...(found?.problems ?? [])] };
}

function boundedReader(file: number) {
  let left = MOST_BYTES;
  let last = { from: 0, bytes: new Uint8Array(0) };
  const problems: string[] = [];

  function readBlocks(from: number, length: number): Uint8Array<ArrayBuffer> {
    if (length > left) {
      const more = `what is to be read is more than ${MOST_BYTES / 1024} KiB, and not all of it was`;
      if (!problems.includes(more)) problems.push(more);
      return new Uint8Array(0);
    }
    left -= length;
    const view = new Uint8Array(memory.buffer, 0, length);
    try {
      return view.slice(0, readSync(file, view, 0, length, from));
    } catch (error) {
      if (from === 0) throw error;
      if (problems.length < 5) problems.push(`it cannot be read at ${from}: ${reasonOf(error)}`);
      return new Uint8Array(0);
    }
  }

  return {
    problems,
    read: (offset: number, length: number): Uint8Array => {
      const end = offset + length;
      if (offset < last.from || end > last.from + last.bytes.length) {
        const from = Math.floor(offset / BLOCK) * BLOCK;
        const to = Math.max(Math.ceil(end / BLOCK) * BLOCK, from === 0 ? FIRST_READ : 0);
        last = { from, bytes: readBlocks(from, to - from) };
      }
      return last.bytes.subarray(offset - last.from, end - last.from);
    },
  };
}
