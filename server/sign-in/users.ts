/**
 * The users with a password: rows of the table `user`, written by `dmscope user` and read by a server that may have been
 * running for weeks. So a server asks again, and never keeps what it was told.
 */
import type { Database } from '../database/open-database.ts';
import type { Role, User } from './asker.ts';
import { hashPassword } from './password-hash.ts';

export type KnownUser = User & { readonly passwordHash: string; readonly createdAtMs: number };

export const ROLES = ['viewer', 'operator'] as const satisfies readonly Role[];
export const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 1000;

/** What can be a name: what a shell, a log line and a proxy's header carry as it is. */
export function whyNoUserName(name: string): string | null {
  if (/^[A-Za-z0-9_][A-Za-z0-9._@-]{0,63}$/.test(name)) return null;
  return 'a user name is up to 64 letters, digits, dots, hyphens, @ and underscores, and begins with none of . - @';
}

export function whyNoPassword(password: string): string | null {
  if (password.length < SHORTEST_PASSWORD) return `a password has ${SHORTEST_PASSWORD} characters or more`;
  return password.length > LONGEST_PASSWORD ? 'this password is too long' : null;
}

export async function listUsers(database: Database): Promise<readonly KnownUser[]> {
  const rows = await database.selectFrom('user').selectAll().orderBy('name').execute();
  return rows.map(({ role, ...row }) => ({ ...row, role: role === 'operator' ? 'operator' : 'viewer' }));
}

/** False if there is one of this name already. */
export async function addUser(
  database: Database,
  user: User & { readonly password: string },
): Promise<boolean> {
  const { name, role, password } = user;
  const row = { name, role, passwordHash: await hashPassword(password), createdAtMs: Date.now() };
  const [result] = await database
    .insertInto('user')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return result?.numInsertedOrUpdatedRows === 1n;
}

/** False if there is none. */
export async function removeUser(database: Database, name: string): Promise<boolean> {
  const [result] = await database.deleteFrom('user').where('name', '=', name).execute();
  return result?.numDeletedRows === 1n;
}

/** False if there is none. */
export async function setPassword(database: Database, name: string, password: string): Promise<boolean> {
  const passwordHash = await hashPassword(password);
  const [result] = await database
    .updateTable('user')
    .set({ passwordHash })
    .where('name', '=', name)
    .execute();
  return result?.numUpdatedRows === 1n;
}
