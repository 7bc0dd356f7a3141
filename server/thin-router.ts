import { z } from 'zod';
import { whyNoLabel } from '../lib/thin/label.ts';
import { MAX_THIN_ID } from '../lib/thin/thin-id.ts';
import { type Database, database, whyNoDatabase } from './database/open-database.ts';
import { findHost } from './host-questions.ts';
import { type Outcome, valueOrThrow } from './outcome.ts';
import { exportLabels, importLabels, listLabels, removeLabel, setLabel } from './thin/labels.ts';
import { operatorProcedure, router, viewerProcedure } from './trpc.ts';

const hostId = z.string().min(1).max(100);
/** A pool's identity. */
const pool = z.string().min(1).max(2000);
const thinId = z.int().min(0).max(MAX_THIN_ID);
const count = z.int().nonnegative();
const text = z.string().superRefine((text, context) => {
  const whyNot = whyNoLabel(text);
  if (whyNot !== null) context.addIssue({ code: 'custom', message: whyNot });
});

const MAX_FILE_CHARACTERS = 20_000_000;

/** What operators call the volumes of thin pools. */
const labelRouter = router({
  /** `transactionId` and `createdTime` are those of the volume that the reader saw: no later one inherits it. */
  set: operatorProcedure
    .input(z.strictObject({ hostId, pool, thinId, transactionId: count, createdTime: count, text }))
    .mutation(async ({ input: { hostId, ...label }, ctx }) =>
      valueOrThrow(await withLabels(hostId, (kept) => setLabel(kept, label, ctx.user.name))),
    ),

  /** False if there was none. */
  remove: operatorProcedure
    .input(z.strictObject({ hostId, pool, thinId }))
    .mutation(async ({ input }) =>
      valueOrThrow(await withLabels(input.hostId, (kept) => removeLabel(kept, input.pool, input.thinId))),
    ),

  list: viewerProcedure
    .input(z.object({ hostId, pool }))
    .query(async ({ input }) =>
      valueOrThrow(await withLabels(input.hostId, (kept) => listLabels(kept, input.pool))),
    ),

  /** All of the host's, as the text of a file. */
  export: viewerProcedure
    .input(z.object({ hostId }))
    .query(async ({ input }) => valueOrThrow(await withLabels(input.hostId, exportLabels))),

  /** All that are in such a text, or none and a line that says why. */
  import: operatorProcedure
    .input(z.strictObject({ hostId, text: z.string().max(MAX_FILE_CHARACTERS) }))
    .mutation(async ({ input, ctx }) =>
      valueOrThrow(await withLabels(input.hostId, (kept) => importLabels(kept, input.text, ctx.user.name))),
    ),
});

export const thinRouter = router({ label: labelRouter });

/** A recording's volumes are of another host, or of another time. */
async function withLabels<T>(id: string, ask: (kept: Database) => Promise<T>): Promise<Outcome<T>> {
  const found = await findHost(id);
  if (!found.ok) return found;
  if (found.value.kind === 'recording') return { ok: false, failure: { kind: 'only a recording' } };
  try {
    return { ok: true, value: await ask(await database()) };
  } catch (error) {
    return { ok: false, failure: { kind: 'no labels', reason: whyNoDatabase(error) } };
  }
}
