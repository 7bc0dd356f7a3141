import { type Kysely, sql } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';

/** The database's versions, in order. What has been released is never edited: a change is another one at the end. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '2026-11-users-and-journal': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('user')
        .ifNotExists()
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('passwordHash', 'text', (column) => column.notNull())
        .addColumn('createdAtMs', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('runEvent')
        .ifNotExists()
        .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('runId', 'text', (column) => column.notNull())
        .addColumn('atMs', 'bigint', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('runEventOfRun')
        .ifNotExists()
        .on('runEvent')
        .columns(['runId', 'seq'])
        .execute();
      await db.schema
        .createIndex('runEventOfKind')
        .ifNotExists()
        .on('runEvent')
        .columns(['kind', 'runId'])
        .execute();
      await appendOnly(db);
    },
  },
  '2026-11b-thin-labels': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('thinLabel')
        .ifNotExists()
        .addColumn('pool', 'text', (column) => column.notNull())
        .addColumn('thinId', 'integer', (column) => column.notNull())
        .addColumn('transactionId', 'bigint', (column) => column.notNull())
        .addColumn('createdTime', 'bigint', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('setAtMs', 'bigint', (column) => column.notNull())
        .addColumn('setBy', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('thinLabelOfId', ['pool', 'thinId'])
        .execute();
    },
  },
};

/** SQLite's words for it: another database has its own. */
async function appendOnly(db: Kysely<unknown>): Promise<void> {
  for (const change of ['UPDATE', 'DELETE']) {
    const name = sql.raw(`run_event_no_${change.toLowerCase()}`);
    await sql`
      CREATE TRIGGER IF NOT EXISTS ${name} BEFORE ${sql.raw(change)} ON run_event
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END`.execute(db);
  }
}

export const migrations: MigrationProvider = { getMigrations: async () => MIGRATIONS };
