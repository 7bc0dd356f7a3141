/**
 * `dmscope user`: who may sign in to the dashboard with a password, and as what. It writes to the same database that a
 * running server reads, so what it does holds there within seconds.
 */
import type { Role } from '../server/sign-in/asker.ts';
import {
  addUser,
  listUsers,
  ROLES,
  removeUser,
  setPassword,
  whyNoPassword,
  whyNoUserName,
} from '../server/sign-in/users.ts';
import { askNewPassword } from './ask-password.ts';
import { ExitStatus, printError, usageError } from './exit-status.ts';
import { withDatabase } from './with-database.ts';

export async function runUserAdd(name: string, { role }: { readonly role?: string }): Promise<number> {
  if (!isRole(role)) return usageError(`--role is ${ROLES.join(' or ')}${role ? `, not ${role}` : ''}`);
  const whyNot = whyNoUserName(name);
  if (whyNot !== null) return usageError(whyNot);
  return withDatabase(async (database) => {
    if ((await listUsers(database)).some((user) => user.name === name)) return failed(thereIs(name));
    const password = await newPassword(name);
    if (password === null) return ExitStatus.failed;
    if (!(await addUser(database, { name, role, password }))) return failed(thereIs(name));
    console.log(`${name} may sign in as ${role}`);
    return ExitStatus.done;
  });
}

export async function runUserList(): Promise<number> {
  return withDatabase(async (database) => {
    const users = await listUsers(database);
    const width = Math.max(0, ...users.map(({ name }) => name.length));
    for (const { name, role, createdAtMs } of users) {
      const day = new Date(createdAtMs).toISOString().slice(0, 10);
      console.log(`${name.padEnd(width)}  ${role.padEnd('operator'.length)}  since ${day}`);
    }
    if (users.length === 0) printError('no users yet: dmscope user add NAME --role viewer|operator');
    return ExitStatus.done;
  });
}

export async function runUserRemove(name: string): Promise<number> {
  return withDatabase(async (database) => {
    if (!(await removeUser(database, name))) return failed(thereIsNone(name));
    console.log(`${name} may not sign in any more, and is signed out`);
    return ExitStatus.done;
  });
}

export async function runUserPasswd(name: string): Promise<number> {
  return withDatabase(async (database) => {
    if (!(await listUsers(database)).some((user) => user.name === name)) return failed(thereIsNone(name));
    const password = await newPassword(name);
    if (password === null) return ExitStatus.failed;
    if (!(await setPassword(database, name, password))) return failed(thereIsNone(name));
    console.log(`${name} has a new password, and is signed out`);
    return ExitStatus.done;
  });
}

async function newPassword(name: string): Promise<string | null> {
  const asked = await askNewPassword(name);
  const whyNot = typeof asked === 'string' ? asked : whyNoPassword(asked.password);
  if (whyNot !== null) printError(whyNot);
  return whyNot !== null || typeof asked === 'string' ? null : asked.password;
}

function isRole(text: string | undefined): text is Role {
  return (ROLES as readonly (string | undefined)[]).includes(text);
}

function thereIs(name: string): string {
  return `there is a user ${name} already; dmscope user passwd ${name} sets another password`;
}

function thereIsNone(name: string): string {
  return `there is no user ${name}; dmscope user list prints those there are`;
}

function failed(message: string): number {
  printError(message);
  return ExitStatus.failed;
}
