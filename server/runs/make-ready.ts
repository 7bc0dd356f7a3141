/**
 * Before a run: the journal, the host's lock, and nothing left of earlier runs. A run of which the journal tells no end,
 * while nobody has the lock, was cut short; what it had started may still be at work, and then nothing is started beside
 * it.
 */
import { type LeftSuspended, leftWords } from '../../lib/run/left-suspended.ts';
import type { Run, RunStart } from '../../lib/run/run.ts';
import type { RunEventBody } from '../../lib/run/run-event.ts';
import { printableHostText } from '../../lib/text/host-text.ts';
import { shellCommand } from '../../lib/text/shell-quote.ts';
import { whyNoDatabase } from '../database/open-database.ts';
import type { CommandWithoutEnd, Journal } from './journal.ts';
import { commandsOfRun, isAlive } from './process-mark.ts';
import { type ResumeParts, resumeLeftUnderLock } from './resume-left.ts';
import { keepFromPeeking, RUN_LOCK_FILE, type RunLock, takeRunLock } from './run-lock.ts';

export type Ready = { readonly lock: RunLock; readonly journal: Journal };

/** What the host shows of a run that was interrupted. */
export type LookAfter = (run: Run) => Promise<readonly RunEventBody[]>;

type ReadyParts = ResumeParts & { readonly lookAfter?: LookAfter };

/** The journal and the lock, or why not. */
export async function makeReady(parts: ReadyParts): Promise<Ready | RunStart> {
  const { journal: open, lockFile } = parts;
  if (process.getuid?.() !== 0)
    return cannot('Nothing was run: only root can change the host. Start dmscope as root.', null);
  let lock: RunLock | null = null;
  try {
    const journal = await open();
    const taken = lockOrWhyNot(lockFile);
    if (typeof taken === 'string') return cannot(taken, null);
    if (taken === null) return busy(journal);
    lock = taken;
    tellLeft(await resumeLeftUnderLock(parts));
    await markInterrupted(journal, parts.lookAfter);
    const left = await commandLeft(journal);
    if (left === null) return { lock: await keepFromPeeking(lock, lockFile), journal };
    lock.release();
    return left;
  } catch (error) {
    return cannot(unwritable(error), lock);
  }
}

function lockOrWhyNot(file: string = RUN_LOCK_FILE): RunLock | string | null {
  try {
    return takeRunLock(file);
  } catch (error) {
    return `Nothing was run: the lock ${file}, which keeps two runs apart, cannot be taken: ${(error as Error).message}.`;
  }
}

/** Writes down which runs were interrupted, and what came of them, if no run is under way. Throws where it cannot. */
export async function noticeInterrupted(
  journal: Journal,
  { lockFile, lookAfter }: Pick<ReadyParts, 'lockFile' | 'lookAfter'> = {},
): Promise<void> {
  // The lock is not taken for nothing: it would have another one's run refused.
  if ((await journal.unfinished()).length === 0) return;
  const lock = takeRunLock(lockFile);
  if (lock === null) return;
  try {
    await markInterrupted(journal, lookAfter);
  } finally {
    lock.release();
  }
}

/** Must be called under the lock. A start that is killed before it has told what came of a run leaves that to the next one. */
async function markInterrupted(journal: Journal, lookAfter: LookAfter = async () => []): Promise<void> {
  for (const runId of await journal.unfinished()) {
    const run = await journal.run(runId);
    const found = run ? await lookAfter(run) : [];
    const events: readonly RunEventBody[] = [{ kind: 'interrupted' }, ...found];
    const atMs = Date.now();
    await journal.add(...events.map((event) => ({ ...event, runId, atMs })));
  }
}

/** Into the log of a server, onto the terminal of a command. */
export function tellLeft(left: readonly LeftSuspended[]): void {
  for (const words of left.map(leftWords)) if (words !== null) console.error(`dmscope: ${words}`);
}

export function cannot(reason: string, lock: RunLock | null): RunStart {
  lock?.release();
  return { kind: 'cannot', reason };
}

export function unwritable(error: unknown): string {
  return `Nothing was run, since it could not be written down: ${whyNoDatabase(error)}.`;
}

async function busy(journal: Journal): Promise<RunStart> {
  const runId = (await journal.unfinished()).at(-1) ?? null;
  const run = runId === null ? null : await journal.run(runId);
  // It may not have begun yet, or be in the journal of another state folder.
  const what = run ? `: ${run.plan.title}, by ${printableHostText(run.who.name)} (run ${run.id})` : '';
  return {
    kind: 'busy',
    reason: `Nothing was run: another dmscope is at a run on this host${what}. Ask again when it is over.`,
    runId,
  };
}

/** Of the runs before the last reboot nothing can be left; of later ones a command may be stuck in the kernel. */
async function commandLeft(journal: Journal): Promise<RunStart | null> {
  for (const command of await journal.commandsWithoutEnd()) {
    const pid = pidAtWork(command);
    if (pid === null) continue;
    const { runId } = command;
    const run = await journal.run(runId);
    const argv = run?.steps.findLast(({ command }) => command !== null)?.command?.argv ?? [];
    const reason = `Nothing was run: a command of run ${runId} is still at work, and nothing is started beside it. It is process ${pid}: ${shellCommand(argv)}`;
    return { kind: 'busy', reason, runId };
  }
  return null;
}

/** dmscope may have ended after it started a command, and before it wrote down which process that is. */
function pidAtWork(command: CommandWithoutEnd): number | null {
  const marks = command.kind === 'command-started' ? [command.process] : commandsOfRun(command.runId);
  return marks.find(isAlive)?.pid ?? null;
}
