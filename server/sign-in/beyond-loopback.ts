import { type Database, whyNoDatabase } from '../database/open-database.ts';
import { isLoopback } from '../own-names.ts';
import { listUsers } from './users.ts';

/** Why a server may not listen there, in one line that says what to do; null if it may. */
export async function whyNotListenOn(
  boundTo: string,
  database: () => Promise<Database>,
): Promise<string | null> {
  if (isLoopback(boundTo)) return null;
  try {
    if ((await listUsers(await database())).length > 0) return null;
  } catch (error) {
    return `cannot listen on ${boundTo} without users, and they cannot be read: ${whyNoDatabase(error)}`;
  }
  return `others could reach ${boundTo}, and no user has a password yet: run dmscope user add NAME --role operator first, or listen on 127.0.0.1`;
}
