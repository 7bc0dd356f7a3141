import { userInfo } from 'node:os';
import type { User } from './asker.ts';
import { whyNoUserName } from './users.ts';

/** Who started the server: the printed link signs them in. Whoever became root by sudo is still called by their own name. */
export function operatorWhoStarted(env: NodeJS.ProcessEnv = process.env): User {
  const { SUDO_USER: sudoUser = '' } = env;
  return { name: whyNoUserName(sudoUser) === null ? sudoUser : loginName(), role: 'operator' };
}

/** A process may run as a number that no user has. */
function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
