/**
 * What a dmscope that was killed left suspended, dealt with or told before anything else: all I/O to it waits. Commands that change the
 * host, and those that tell of runs, resume it; those that only look say how to.
 */
import type { Command } from 'commander';
import { hasMarks, marksFolder, readMarks } from '../server/runs/suspended-marks.ts';
import { printError } from './exit-status.ts';

const RESUMING: ReadonlySet<string> = new Set(['clean', 'runs', 'thin']);
/** `serve` does both by itself, with or without `--read-only`. */
const LOOKING: ReadonlySet<string> = new Set(['capture', 'tree', 'stack', 'findings', 'plan', 'report']);

/** Before a command of the command line. */
export async function beforeCommand(command: Command): Promise<void> {
  const name = command.parent?.parent ? command.parent.name() : command.name();
  const looksAtThisHost = command.opts().capture === undefined;
  if (!looksAtThisHost || process.getuid?.() !== 0 || !hasMarks(marksFolder())) return;
  if (RESUMING.has(name)) await resumeAndTell();
  else if (LOOKING.has(name)) await tellOnly();
}

export async function resumeAndTell(): Promise<void> {
  const { resumeLeftOnThisHost } = await import('../server/runs/resume-left-here.ts');
  const { leftWords } = await import('../lib/run/left-suspended.ts');
  for (const words of (await resumeLeftOnThisHost()).map(leftWords)) if (words !== null) printError(words);
}

/** Of a run that is under way its guard is alive. */
export async function tellOnly(): Promise<void> {
  const { isAlive } = await import('../server/runs/process-mark.ts');
  const { leftWords } = await import('../lib/run/left-suspended.ts');
  for (const mark of readMarks(marksFolder())) {
    if (isAlive(mark.guard)) continue;
    const reason = 'This command changes nothing; dmscope runs resumes it.';
    const afterMs = Date.now() - mark.atMs;
    printError(leftWords({ mark, outcome: 'uncertain', reason, afterMs }) ?? '');
  }
}
