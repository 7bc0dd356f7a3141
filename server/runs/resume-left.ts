/**
 * What a run suspended and neither it nor its guard could resume, since both were killed: resumed by the next dmscope, under the
 * lock, and written into the journal of that run. The resume comes first: the journal may wait for the very device.
 */
import { setTimeout } from 'node:timers/promises';
import {
  type LeftOutcome,
  type LeftSuspended,
  type SuspendedMark,
  verdictOn,
} from '../../lib/run/left-suspended.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { withinDeadline } from '../within-deadline.ts';
import type { FileLock } from './file-lock.ts';
import { waitForFileLock } from './file-lock.ts';
import type { Journal } from './journal.ts';
import type { LookAtMappedDevice } from './look-at-mapped-device.ts';
import { bootId, isAlive, suspendersOfRun } from './process-mark.ts';
import { RUN_LOCK_FILE } from './run-lock.ts';
import type { StartCommand } from './start-command.ts';
import { marksFolder, readMarks, removeMark } from './suspended-marks.ts';

export type ResumeParts = {
  readonly lookAtDevice: LookAtMappedDevice;
  readonly start: StartCommand;
  readonly journal: () => Promise<Journal>;
  readonly lockFile?: string;
};

const LOCK_WITHIN_MS = 2000;
/** A guard that lives resumes the device itself. */
const GUARD_ENDS_WITHIN_MS = 4000;
const RESUMED_WITHIN_MS = 5000;
const POLL_MS = 50;

/** Nothing while a run is under way: what that has suspended has a guard, and what was left before it was resumed by it. */
export async function resumeLeft(parts: ResumeParts): Promise<readonly LeftSuspended[]> {
  const { lockFile = RUN_LOCK_FILE } = parts;
  if (!readMarks(marksFolder(lockFile)).some(isDue)) return [];
  let lock: FileLock | null;
  try {
    lock = await waitForFileLock(lockFile, LOCK_WITHIN_MS);
  } catch (error) {
    const reason = `It was not resumed: the lock ${lockFile} cannot be taken: ${(error as Error).message}.`;
    return readMarks(marksFolder(lockFile)).map((mark) => left(mark, 'uncertain', reason));
  }
  if (lock === null) return [];
  try {
    return await resumeLeftUnderLock(parts);
  } finally {
    lock.release();
  }
}

/** A guard that lives, and whose time is not over, does it by itself. */
function isDue({ guard, atMs, withinMs }: SuspendedMark): boolean {
  return !isAlive(guard) || Date.now() > atMs + withinMs + GUARD_ENDS_WITHIN_MS;
}

/** Never throws. */
export async function resumeLeftUnderLock(parts: ResumeParts): Promise<readonly LeftSuspended[]> {
  const folder = marksFolder(parts.lockFile);
  const dealt: LeftSuspended[] = [];
  for (const mark of readMarks(folder)) {
    const result = mark.guard.bootId === bootId() ? await dealWith(mark, parts) : left(mark, 'gone', null);
    if (result === null) continue;
    dealt.push(result);
    if (result.outcome === 'uncertain') continue;
    removeMark(folder, mark.runId);
    await writeDown(result, result.outcome, parts);
  }
  return dealt;
}

/** Null where its guard was still there, and has done it. */
async function dealWith(mark: SuspendedMark, parts: ResumeParts): Promise<LeftSuspended | null> {
  const isThere = () => readMarks(marksFolder(parts.lockFile)).some(({ runId }) => runId === mark.runId);
  const pidAtWork = () =>
    [...(isAlive(mark.guard) ? [mark.guard] : []), ...suspendersOfRun(mark.runId)][0]?.pid;
  for (
    const until = Date.now() + GUARD_ENDS_WITHIN_MS;
    pidAtWork() !== undefined;
    await setTimeout(POLL_MS)
  ) {
    if (!isThere()) return null;
    if (Date.now() > until) return notYet(mark, `process ${pidAtWork()}, its guard, is still at work`);
  }
  if (!isThere()) return null;
  const looked = await parts.lookAtDevice(mark.device.identity);
  if (!looked.ok) return notYet(mark, `the device cannot be read: ${looked.reason}`);
  return resumeIn(looked.value, mark, parts);
}

async function resumeIn(stack: Stack, mark: SuspendedMark, parts: ResumeParts): Promise<LeftSuspended> {
  const verdict = verdictOn(mark, stack);
  if (verdict.kind === 'uncertain') return left(mark, 'uncertain', verdict.reason);
  if (verdict.kind !== 'resume') return left(mark, verdict.kind, null);
  const end = await withinDeadline(parts.start(verdict.argv).ended, RESUMED_WITHIN_MS);
  const looked = await parts.lookAtDevice(mark.device.identity);
  const after = looked.ok ? verdictOn(mark, looked.value).kind : null;
  if (after === 'active') return left(mark, 'resumed', null);
  if (end === null) return notYet(mark, 'dmsetup resume does not end');
  return notYet(mark, end.stderr.trim().split('\n')[0] || 'the host does not show it');
}

function notYet(mark: SuspendedMark, why: string): LeftSuspended {
  return left(mark, 'uncertain', `It was not resumed: ${why}.`);
}

function left(mark: SuspendedMark, outcome: LeftOutcome, reason: string | null): LeftSuspended {
  return { mark, outcome, reason, afterMs: Date.now() - mark.atMs };
}

/** In the journal of another state folder there is no such run. */
async function writeDown(
  { mark: { runId } }: LeftSuspended,
  outcome: 'resumed' | 'active' | 'gone',
  { journal: open }: ResumeParts,
): Promise<void> {
  try {
    const journal = await open();
    const run = await journal.run(runId);
    const step = run?.plan.steps.findIndex(({ guard }) => guard !== undefined) ?? -1;
    if (step >= 0) await journal.add({ kind: 'left-suspended', step, outcome, runId, atMs: Date.now() });
  } catch (error) {
    console.error(`dmscope: the journal of run ${runId} cannot be written: ${(error as Error).message}`);
  }
}
