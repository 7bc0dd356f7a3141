/**
 * A lock between processes: SQLite's exclusive lock on a file of its own. It belongs to the process, so that the kernel takes it
 * back however that ends, and what is in the file does not matter.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';

export type FileLock = { readonly release: () => void };

/** For who takes it again and again. False when another holds it. */
export type ReusableFileLock = {
  readonly take: () => boolean;
  readonly giveBack: () => void;
  readonly close: () => void;
};

/** Throws, as `take` does, what the file system has against the file. */
export function openFileLock(file: string): ReusableFileLock {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(file, { timeout: 0 });
  return {
    take: () => {
      try {
        database.exec('BEGIN EXCLUSIVE');
        return true;
      } catch (error) {
        if (isLocked(error)) return false;
        throw error;
      }
    },
    giveBack: () => database.exec('ROLLBACK'),
    close: () => database.close(),
  };
}

/**
 * Null when another holds it. It is held for as long as the value is kept and not released. Throws what the file system has
 * against the file.
 */
export function takeFileLock(file: string): FileLock | null {
  const lock = openFileLock(file);
  try {
    if (lock.take()) return { release: lock.close };
  } catch (error) {
    lock.close();
    throw error;
  }
  lock.close();
  return null;
}

const RETRY_MS = 25;

/** The same, after others have had so long to give it back. */
export async function waitForFileLock(file: string, waitMs: number): Promise<FileLock | null> {
  for (const until = Date.now() + waitMs; ; await setTimeout(RETRY_MS)) {
    const lock = takeFileLock(file);
    if (lock !== null || Date.now() >= until) return lock;
  }
}

const SQLITE_BUSY = 5;

function isLocked(error: unknown): boolean {
  const code = (error as { readonly errcode?: number }).errcode ?? 0;
  return (code & 0xff) === SQLITE_BUSY;
}
