import { renderRun, renderRuns } from '../lib/run/render-text.ts';
import { encodeHostText, printableHostText } from '../lib/text/host-text.ts';
import { database, whyNoDatabase } from '../server/database/open-database.ts';
import { type Journal, openJournal } from '../server/runs/journal.ts';
import { noticeInterrupted } from '../server/runs/make-ready.ts';
import { lookAfterInterrupted } from '../server/runs/this-host-runs.ts';
import { ExitStatus, printError, usageError } from './exit-status.ts';
import { writeOut } from './write-out.ts';

export type RunsCommand = {
  /** One run, whole; the list of them when left out. */
  readonly runId?: string | undefined;
  readonly json?: true;
  readonly limit: string;
};

/** `dmscope runs`; gives the exit status. */
export async function runRuns(command: RunsCommand): Promise<number> {
  const limit = Number(command.limit);
  if (!/^\d{1,6}$/.test(command.limit) || limit < 1) return usageError('--limit takes a number from 1 on');
  try {
    const journal = openJournal(await database());
    // Only root runs anything, and only root's lock tells that nobody does.
    if (process.getuid?.() === 0)
      await noticeInterrupted(journal, { lookAfter: lookAfterInterrupted }).catch(cannotNotice);
    return command.runId === undefined
      ? await printList(journal, limit, command.json === true)
      : await printOne(journal, command.runId, command.json === true);
  } catch (error) {
    printError(`the journal cannot be read: ${whyNoDatabase(error)}`);
    return ExitStatus.failed;
  }
}

/** What can be read is shown all the same. */
function cannotNotice(error: unknown): void {
  printError(`a run that was interrupted may be shown as under way: ${whyNoDatabase(error)}`);
}

async function printList(journal: Journal, limit: number, asJson: boolean): Promise<number> {
  const runs = await journal.list({ before: null, limit });
  await writeOut([
    asJson
      ? `${JSON.stringify({ schema: 'dmscope.runs/1', runs }, null, 2)}\n`
      : encodeHostText(renderRuns(runs)),
  ]);
  return ExitStatus.done;
}

async function printOne(journal: Journal, runId: string, asJson: boolean): Promise<number> {
  const run = await journal.run(runId);
  if (!run) return usageError(`the journal has no run ${printableHostText(runId)}; dmscope runs lists them`);
  await writeOut([
    asJson
      ? `${JSON.stringify({ schema: 'dmscope.run/1', run }, null, 2)}\n`
      : encodeHostText(renderRun(run)),
  ]);
  return ExitStatus.done;
}
