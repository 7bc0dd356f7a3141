/**
 * The process that opens devices, one after the other, for peek.ts: it alone can be caught in the kernel by one of them, and is
 * then left there. It says which one it is about to open, and what it found when that is closed again. It has a lock for as long as it
 * lives, so there is one of it on a host, and another while a device is open, so that no run (server/runs) takes that for in use.
 */
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundInside } from '../../lib/lvm/disk/read-inside.ts';
import { suspendedBelow } from '../lvm-disk/suspended-below.ts';
import { reasonOf } from '../reason-of.ts';
import { openFileLock, type ReusableFileLock, takeFileLock } from '../runs/file-lock.ts';
import { peekLockFile, RUN_LOCK_FILE } from '../runs/run-lock.ts';
import { type DeviceToRead, readDevice } from './read-device.ts';

export type ReaderRequest = { readonly devices: readonly DeviceToRead[]; readonly forMs: number };

/** `at`: position of the device in the request. */
export type ReaderNews =
  | { readonly kind: 'opening'; readonly at: number }
  | { readonly kind: 'read'; readonly at: number; readonly found: FoundInside | null }
  | { readonly kind: 'not-read'; readonly at: number; readonly reason: string };

export const RUN_UNDER_WAY = 'a run of dmscope was under way';
export const READER_LOCK_FILE = join(RUN_LOCK_FILE, '../reader.lock');

function readAll({ devices, forMs }: ReaderRequest): void {
  const own = takeFileLock(READER_LOCK_FILE);
  if (own === null) return;
  const lock = openFileLock(peekLockFile());
  const until = Date.now() + forMs;
  for (const [at, device] of devices.entries()) {
    if (Date.now() > until) break;
    say(readOne(at, device, lock));
  }
  own.release();
}

function readOne(at: number, device: DeviceToRead, lock: ReusableFileLock): ReaderNews {
  const notRead = (reason: string): ReaderNews => ({ kind: 'not-read', at, reason });
  if (!lock.take()) return notRead(RUN_UNDER_WAY);
  try {
    const suspended = suspendedBelow(device.devNo);
    if (suspended !== null) return notRead(`${suspended} is suspended`);
    say({ kind: 'opening', at });
    return { kind: 'read', at, found: readDevice(device) };
  } catch (error) {
    return notRead(reasonOf(error));
  } finally {
    lock.giveBack();
  }
}

/** Throws when nobody listens any more; then there is no use in going on. */
function say(news: ReaderNews): void {
  writeSync(1, `${JSON.stringify(news)}\n`);
}

if (import.meta.main) readAll(JSON.parse(readFileSync(0, 'utf8')) as ReaderRequest);
