/** The labels of thin volumes: rows of the table `thinLabel`, one for an ID of a pool at most. lib/thin/label.ts has the rules. */
import { z } from 'zod';
import type { Understood } from '../../lib/dm/target-type.ts';
import type { Run } from '../../lib/run/run.ts';
import { labelsById, type ThinLabel, type ThinMaking, whyNoLabel } from '../../lib/thin/label.ts';
import { MAX_THIN_ID } from '../../lib/thin/thin-id.ts';
import { type Database, database } from '../database/open-database.ts';
import type { LabelsOf } from './explore-pool.ts';

const COLUMNS = ['pool', 'thinId', 'transactionId', 'createdTime', 'text'] as const;

/** Takes the place of what the ID was called before. */
export async function setLabel(database: Database, label: ThinLabel, by: string): Promise<void> {
  await insertLabels(database, [label], by);
}

/** False if there was none. */
export async function removeLabel(database: Database, pool: string, thinId: number): Promise<boolean> {
  const [result] = await database
    .deleteFrom('thinLabel')
    .where('pool', '=', pool)
    .where('thinId', '=', thinId)
    .execute();
  return result?.numDeletedRows === 1n;
}

/** By pool and ID; those of earlier volumes with the same ID are among them. */
export async function listLabels(database: Database, pool?: string): Promise<readonly ThinLabel[]> {
  return database
    .selectFrom('thinLabel')
    .select(COLUMNS)
    .$if(pool !== undefined, (query) => query.where('pool', '=', pool ?? ''))
    .orderBy('pool')
    .orderBy('thinId')
    .execute();
}

/** What the volumes of a pool are called. */
export async function labelsOfPool(
  database: Database,
  pool: string,
  thins: readonly ThinMaking[],
): Promise<ReadonlyMap<number, string>> {
  return labelsById(await listLabels(database, pool), pool, thins);
}

/** For who reads a pool. It is shown without labels where dmscope's database is not to be had. */
export const keptLabels: LabelsOf = async (pool, thins) => {
  try {
    return await labelsOfPool(await database(), pool, thins);
  } catch {
    return new Map();
  }
};

/** After a run that deleted a volume, or made one of an ID that was free: what the ID was called before is over. */
export async function forgetLabels(database: Database, { intent, plan, steps }: Run): Promise<void> {
  if (intent.kind !== 'thin-delete' && intent.kind !== 'thin-snapshot') return;
  for (const [at, { kind, device }] of plan.steps.entries()) {
    const isNewOrGone = kind === 'delete-thin' || kind === 'create-thin-snapshot';
    const state = steps[at]?.state;
    if (isNewOrGone && (state === 'done' || state === 'unverified'))
      await removeLabel(database, device.identity, intent.thinId);
  }
}

const SCHEMA = 'dmscope.thin-labels/1';
const count = z.int().nonnegative();
const fileShape = z.strictObject({
  schema: z.literal(SCHEMA),
  labels: z.array(
    z.strictObject({
      pool: z.string().min(1).max(2000),
      thinId: count.max(MAX_THIN_ID),
      transactionId: count,
      createdTime: count,
      text: z.string().superRefine((text, context) => {
        const whyNot = whyNoLabel(text);
        if (whyNot !== null) context.addIssue({ code: 'custom', message: whyNot });
      }),
    }),
  ),
});

export async function exportLabels(database: Database): Promise<string> {
  return `${JSON.stringify({ schema: SCHEMA, labels: await listLabels(database) }, null, 2)}\n`;
}

/** How many were taken over: all that are in it, or, with a line that says why, none. */
export async function importLabels(
  database: Database,
  text: string,
  by: string,
): Promise<Understood<number>> {
  const read = readLabels(text);
  if (!read.ok) return read;
  await database.transaction().execute((transaction) => insertLabels(transaction, read.value, by));
  return { ok: true, value: read.value.length };
}

function readLabels(text: string): Understood<readonly ThinLabel[]> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    const [first] = (error as Error).message.split('\n');
    return { ok: false, reason: `this is no JSON: ${first}` };
  }
  const parsed = fileShape.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.length ? `at ${issue.path.join('.')}: ` : '';
    return { ok: false, reason: `these are no labels of dmscope: ${where}${issue?.message}` };
  }
  const { labels } = parsed.data;
  const seen = new Set<string>();
  for (const { pool, thinId } of labels) {
    if (seen.has(`${thinId} ${pool}`))
      return { ok: false, reason: `thin ID ${thinId} of one pool is labelled twice in it` };
    seen.add(`${thinId} ${pool}`);
  }
  return { ok: true, value: labels };
}

const ROWS_AT_ONCE = 500;

async function insertLabels(database: Database, labels: readonly ThinLabel[], setBy: string): Promise<void> {
  const setAtMs = Date.now();
  for (let at = 0; at < labels.length; at += ROWS_AT_ONCE) {
    const rows = labels.slice(at, at + ROWS_AT_ONCE).map((label) => ({ ...label, setAtMs, setBy }));
    await database
      .insertInto('thinLabel')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['pool', 'thinId']).doUpdateSet(({ ref }) => ({
          transactionId: ref('excluded.transactionId'),
          createdTime: ref('excluded.createdTime'),
          text: ref('excluded.text'),
          setAtMs: ref('excluded.setAtMs'),
          setBy: ref('excluded.setBy'),
        })),
      )
      .execute();
  }
}
