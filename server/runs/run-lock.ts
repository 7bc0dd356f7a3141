/**
 * One run per host at a time, whichever dmscope asks: the page, a command line, a second server. The lock is SQLite's
 * exclusive lock on a file of its own. It belongs to the process, so that the kernel takes it back however that ends,
 * and what is in the file does not matter.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The same for every dmscope of a host, whatever its state folder: only root runs anything. */
export const RUN_LOCK_FILE = '/run/dmscope/run.lock';

export type RunLock = { readonly release: () => void };

/** Null when another holds it. Throws what the file system has against the file. */
export function takeRunLock(file: string = RUN_LOCK_FILE): RunLock | null {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (isLocked(error)) return null;
    throw error;
  }
}

const SQLITE_BUSY = 5;

function isLocked(error: unknown): boolean {
  const code = (error as { readonly errcode?: number }).errcode ?? 0;
  return (code & 0xff) === SQLITE_BUSY;
}
