/**
 * dmscope's database: who may do what, and the journal of what was done. One file, in the SQLite that is part of Node,
 * asked through Kysely so that another database can take its place. The view of a host never needs it: where it cannot be
 * opened, dmscope still shows everything and only refuses to run anything.
 */
import { accessSync, constants, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { CamelCasePlugin, Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations.ts';
import { nodeSqliteDialect } from './node-sqlite.ts';
import { stateDir } from './state-dir.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** Opens or makes the database in a folder. Throws what the file system or SQLite has against it. */
export async function openDatabase(folder: string): Promise<Database> {
  const database = new Kysely<Tables>({
    dialect: nodeSqliteDialect(join(folder, 'dmscope.db')),
    plugins: [new CamelCasePlugin()],
  });
  try {
    await migrate(database);
  } catch (error) {
    await database.destroy().catch(() => undefined);
    throw error;
  }
  return database;
}

/** Twice, since another process may be at it just then. */
async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database, provider: migrations });
  const first = await migrator.migrateToLatest();
  if (first.error === undefined) return;
  const second = await migrator.migrateToLatest();
  if (second.error !== undefined) throw second.error;
}

const KEY = Symbol.for('dmscope.database');
const shared = globalThis as { [KEY]?: Promise<Database> | undefined };

/** The process's own one, opened when it is first asked for; after a failure the next call tries again. */
export function database(): Promise<Database> {
  const opening = shared[KEY] ?? openDatabase(stateDir());
  shared[KEY] = opening;
  opening.catch(() => {
    if (shared[KEY] === opening) shared[KEY] = undefined;
  });
  return opening;
}

/** Why it cannot be opened or written, in words. */
export function whyNoDatabase(error: unknown): string {
  const { code = '', message = String(error), path } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC')
    return `${path ?? stateDir()} cannot be written (${code})`;
  return `dmscope's database in ${stateDir()}: ${message}${whyNotWritten(stateDir())}`;
}

/** SQLite's words hardly tell the two usual causes apart from others. */
function whyNotWritten(folder: string): string {
  try {
    accessSync(folder, constants.W_OK);
    return statfsSync(folder).bavail === 0 ? ' (the disk is full)' : '';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EROFS' ? ' (it is mounted read-only)' : '';
  }
}
