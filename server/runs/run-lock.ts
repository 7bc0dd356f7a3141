/**
 * One run per host at a time, whichever dmscope asks: the page, a command line, a second server. While a run is under way no
 * device is opened to look into it (server/peek): the kernel would say of it that it is in use.
 */
import { dirname, join } from 'node:path';
import { type FileLock, takeFileLock, waitForFileLock } from './file-lock.ts';

/** The same for every dmscope of a host, whatever its state folder: only root runs anything. */
export const RUN_LOCK_FILE = '/run/dmscope/run.lock';

export type RunLock = FileLock;

/** Null when another holds it. Throws what the file system has against the file. */
export function takeRunLock(file: string = RUN_LOCK_FILE): RunLock | null {
  return takeFileLock(file);
}

/** Whoever looks into devices has this one for as long as it has one open. */
export function peekLockFile(runLockFile: string = RUN_LOCK_FILE): string {
  return join(dirname(runLockFile), 'peek.lock');
}

/** A device is open for milliseconds. Who has one open for longer is stuck, and no run waits for that. */
const PEEK_ENDS_WITHIN_MS = 2000;

/** Has no device looked into for as long as the run lock is held. */
export async function keepFromPeeking(lock: RunLock, file: string = RUN_LOCK_FILE): Promise<RunLock> {
  const peek = await waitForFileLock(peekLockFile(file), PEEK_ENDS_WITHIN_MS);
  return {
    release: () => {
      peek?.release();
      lock.release();
    },
  };
}
