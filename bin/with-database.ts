import { type Database, openDatabase, whyNoDatabase } from '../server/database/open-database.ts';
import { stateDir } from '../server/database/state-dir.ts';
import { ExitStatus, printError } from './exit-status.ts';

/** Does something with dmscope's database, and closes it; where it cannot be opened, says why. */
export async function withDatabase(action: (database: Database) => Promise<number>): Promise<number> {
  let database: Database;
  try {
    database = await openDatabase(stateDir());
  } catch (error) {
    printError(whyNoDatabase(error));
    return ExitStatus.failed;
  }
  try {
    return await action(database);
  } finally {
    await database.destroy();
  }
}
