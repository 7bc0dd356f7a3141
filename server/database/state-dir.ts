import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where dmscope keeps what has to last: `$DMSCOPE_STATE_DIR`, else a place of root's, else one of the user's own. */
export function stateDir(env: NodeJS.ProcessEnv = process.env): string {
  if (env.DMSCOPE_STATE_DIR) return env.DMSCOPE_STATE_DIR;
  if (process.getuid?.() === 0) return '/var/lib/dmscope';
  return join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'dmscope');
}
