import { userInfo } from 'node:os';

/** Who is at the command line; behind sudo, who that was before. */
export function whoAsks(): string {
  return process.env.SUDO_USER || userInfo().username;
}
