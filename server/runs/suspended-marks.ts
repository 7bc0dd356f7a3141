/**
 * What is suspended by dmscope just now: a file for each run in a folder of root's in memory, written before its guard is told to
 * suspend, removed by the guard when it has resumed the device, or need not. One that is there while its guard is dead tells that
 * the guard was killed before it could; the kernel tells of a suspended device neither who suspended it nor when. The journal has
 * all of that, too, but may not be at hand: it is in a state folder, and on a disk.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { DevNo } from '../../lib/block/dev-no.ts';
import type { SuspendedMark } from '../../lib/run/left-suspended.ts';
import { RUN_LOCK_FILE } from './run-lock.ts';

const shape = z.object({
  runId: z.string().min(1).max(100),
  device: z.object({
    identity: z.string(),
    devNo: z
      .string()
      .regex(/^\d{1,8}:\d{1,8}$/)
      .transform((devNo) => devNo as DevNo),
    name: z.string(),
    isMapped: z.literal(true),
    table: z.string(),
    binding: z.null(),
  }),
  guard: z.object({ pid: z.number(), startedAtTicks: z.number().nullable(), bootId: z.string() }),
  withinMs: z.number(),
  atMs: z.number(),
});

const SUFFIX = '.json';

export function marksFolder(lockFile: string = RUN_LOCK_FILE): string {
  return join(dirname(lockFile), 'suspended');
}

export function markFile(folder: string, runId: string): string {
  return join(folder, `${runId}${SUFFIX}`);
}

/** Throws what the file system has against it. */
export function writeMark(folder: string, mark: SuspendedMark): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = markFile(folder, mark.runId);
  writeFileSync(`${file}.new`, JSON.stringify(mark), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Whether anything may be left, without reading it. */
export function hasMarks(folder: string): boolean {
  return markNames(folder).length > 0;
}

/** What cannot be read as one is no mark of ours. */
export function readMarks(folder: string): readonly SuspendedMark[] {
  return markNames(folder).flatMap((name): readonly SuspendedMark[] => {
    try {
      const mark = shape.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      return name === `${mark.runId}${SUFFIX}` ? [mark] : [];
    } catch {
      return [];
    }
  });
}

export function removeMark(folder: string, runId: string): void {
  rmSync(markFile(folder, runId), { force: true });
}

function markNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
  } catch {
    return [];
  }
}
