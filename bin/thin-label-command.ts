/** `dmscope thin label` and `dmscope thin labels`: what operators call thin volumes, in dmscope's database. */
import { readFile, writeFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { printableHostText } from '../lib/text/host-text.ts';
import { type ThinMaking, whyNoLabel } from '../lib/thin/label.ts';
import { thinOf } from '../lib/thin/pool-contents.ts';
import type { Database } from '../server/database/open-database.ts';
import {
  exportLabels,
  importLabels,
  labelsOfPool,
  listLabels,
  removeLabel,
  setLabel,
} from '../server/thin/labels.ts';
import { readPool } from '../server/thin/read-pool.ts';
import { ExitStatus, printError, usageError } from './exit-status.ts';
import { findPool } from './find-pool.ts';
import { lookAtPools, wholeNumber } from './thin-actions-command.ts';
import { whoAsks } from './who-asks.ts';
import { withDatabase } from './with-database.ts';
import { writeOut } from './write-out.ts';

export type ThinLabelCommand = {
  readonly pool: string;
  readonly id: string;
  /** Left out to have it printed. */
  readonly text?: string;
  readonly remove?: true;
};

/** Exit status 0: done, or printed; 1: there is no such ID or label, or it failed; 2: usage error. */
export async function runThinLabel(command: ThinLabelCommand): Promise<number> {
  const { text, remove } = command;
  const thinId = wholeNumber(command.id);
  if (thinId === null) return usageError(`thin ID is a whole number, not ${printableHostText(command.id)}`);
  if (text !== undefined && remove) return usageError('a TEXT or --remove, not both');
  const whyNot = text === undefined ? null : whyNoLabel(text);
  if (whyNot !== null) return usageError(whyNot);
  const looked = await lookAtPools();
  if (!looked.ok) return usageError(looked.reason);
  const found = findPool(looked.value, command.pool);
  if (!found.ok) return usageError(found.reason);
  const pool = found.value;
  if (remove)
    return withDatabase(async (database) =>
      (await removeLabel(database, pool.identity, thinId)) ? ExitStatus.done : noLabel(thinId),
    );
  const read = await readPool({ stack: looked.value, pool });
  if (!read.ok) return failed(read.reason);
  const thin = thinOf(read.value, thinId);
  if (!thin) return failed(`the pool has no thin ID ${thinId}`);
  return withDatabase((database) =>
    text === undefined
      ? print(database, pool.identity, thin)
      : put(database, { pool: pool.identity, text, thin }),
  );
}

async function print(database: Database, pool: string, thin: ThinMaking): Promise<number> {
  const label = (await labelsOfPool(database, pool, [thin])).get(thin.thinId);
  if (label === undefined) return noLabel(thin.thinId);
  await writeOut([`${label}\n`]);
  return ExitStatus.done;
}

type Put = { readonly pool: string; readonly text: string; readonly thin: ThinMaking };

async function put(database: Database, { pool, text, thin }: Put): Promise<number> {
  const { thinId, transactionId, createdTime } = thin;
  await setLabel(database, { pool, text, thinId, transactionId, createdTime }, whoAsks());
  return ExitStatus.done;
}

export type ThinLabelsCommand = { readonly export?: string; readonly import?: string };

/** All labels: to a file, from a file, or, with neither, to be read. */
export async function runThinLabels(command: ThinLabelsCommand): Promise<number> {
  const { export: to, import: from } = command;
  if (to !== undefined && from !== undefined) return usageError('--export or --import, not both');
  try {
    if (from === undefined) return await withDatabase((database) => writeLabels(database, to));
    const text = from === '-' ? await textOf(process.stdin) : await readFile(from, 'utf8');
    return await withDatabase(async (database) => {
      const imported = await importLabels(database, text, whoAsks());
      if (!imported.ok) return failed(`nothing was imported: ${imported.reason}`);
      console.log(`${imported.value} ${imported.value === 1 ? 'label' : 'labels'} imported`);
      return ExitStatus.done;
    });
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException;
    return failed(path === undefined ? message : `${printableHostText(path)}: ${code}`);
  }
}

async function writeLabels(database: Database, to: string | undefined): Promise<number> {
  if (to !== undefined) {
    const text = await exportLabels(database);
    if (to === '-') await writeOut([text]);
    else await writeFile(to, text);
    return ExitStatus.done;
  }
  for (const { pool, thinId, text } of await listLabels(database))
    await writeOut([`${printableHostText(pool)}  ${thinId}  ${printableHostText(text)}\n`]);
  return ExitStatus.done;
}

function noLabel(thinId: number): number {
  return failed(`thin ID ${thinId} has no label`);
}

function failed(message: string): number {
  printError(message);
  return ExitStatus.failed;
}
