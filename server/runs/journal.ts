/**
 * The journal as rows of the database, one per event, in the order they were written. A row that was added is on the disk.
 */
import type { Run, RunSummary } from '../../lib/run/run.ts';
import type { RunEvent } from '../../lib/run/run-event.ts';
import { runOfEvents, summaryOf } from '../../lib/run/run-of-events.ts';
import type { Database } from '../database/open-database.ts';

export type Journal = {
  /** All of them or none. Throws when they cannot be written. */
  readonly add: (...events: readonly RunEvent[]) => Promise<void>;
  readonly run: (runId: string) => Promise<Run | null>;
  /** Newest first; with `before`, those that are older than that run. */
  readonly list: (query: RunQuery) => Promise<readonly RunSummary[]>;
  /** Runs that were begun and of which nothing tells an end, oldest first. */
  readonly unfinished: () => Promise<readonly string[]>;
  /** Commands of which nothing tells that they ended, though they were started, or may have been. */
  readonly commandsWithoutEnd: () => Promise<readonly CommandWithoutEnd[]>;
};

export type CommandWithoutEnd = Extract<RunEvent, { kind: 'command-began' | 'command-started' }>;

export type RunQuery = { readonly before: string | null; readonly limit: number };

const OPENINGS = ['begun', 'declined'] as const;
const ENDINGS = ['ended', 'interrupted'] as const;

export function openJournal(database: Database): Journal {
  return {
    run: (runId) => readRun(database, runId, 'whole'),
    async add(...events) {
      const rows = events.map((event) => {
        const { runId, atMs, kind } = event;
        return { runId, atMs, kind, body: JSON.stringify(event) };
      });
      await database.insertInto('runEvent').values(rows).execute();
    },
    async list({ before, limit }) {
      const opened = await database
        .selectFrom('runEvent')
        .select('runId')
        .where('kind', 'in', OPENINGS)
        .$if(before !== null, (query) => query.where('runId', '<', before ?? ''))
        .orderBy('runId', 'desc')
        .limit(limit)
        .execute();
      const runs = await Promise.all(opened.map(({ runId }) => readRun(database, runId, 'without states')));
      return runs.flatMap((each) => (each ? [summaryOf(each)] : []));
    },
    async unfinished() {
      const rows = await database
        .selectFrom('runEvent')
        .select('runId')
        .where('kind', '=', 'begun')
        .where('runId', 'not in', (query) =>
          query.selectFrom('runEvent').select('runId').where('kind', 'in', ENDINGS),
        )
        .orderBy('seq')
        .execute();
      return rows.map(({ runId }) => runId);
    },
    async commandsWithoutEnd() {
      const rows = await database
        .selectFrom('runEvent as began')
        .select('body')
        .where('kind', 'in', ['command-began', 'command-started'])
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('runEvent as later')
                .select('seq')
                .where('later.kind', 'in', ['command-started', 'command-ended'])
                .whereRef('later.runId', '=', 'began.runId')
                .whereRef('later.seq', '>', 'began.seq'),
            ),
          ),
        )
        .orderBy('seq')
        .execute();
      return rows.map(({ body }) => JSON.parse(body) as CommandWithoutEnd);
    },
  };
}

/** A list of runs does not read the stacks that they keep. */
async function readRun(
  database: Database,
  runId: string,
  how: 'whole' | 'without states',
): Promise<Run | null> {
  const rows = await database
    .selectFrom('runEvent')
    .select('body')
    .where('runId', '=', runId)
    .$if(how === 'without states', (query) => query.where('kind', '!=', 'state'))
    .orderBy('seq')
    .execute();
  return runOfEvents(rows.map(({ body }) => JSON.parse(body) as RunEvent));
}
