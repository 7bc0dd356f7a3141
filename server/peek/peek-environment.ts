import { dirname, join } from 'node:path';
import { RUN_LOCK_FILE } from '../runs/run-lock.ts';

/**
 * The environment of a collector that has this host's devices looked into: for root, unless whoever started dmscope has
 * set DMSCOPE_PEEK, to nothing for not at all.
 */
export function peekEnvironment(script: string): NodeJS.ProcessEnv {
  const { env, execPath } = process;
  if (process.getuid?.() !== 0 || env.DMSCOPE_PEEK !== undefined) return env;
  return {
    ...env,
    DMSCOPE_PEEK: join(dirname(script), 'peek', 'peek.ts'),
    DMSCOPE_NODE: execPath,
    // It starts often, and a third of the time is enough when it need not be compiled. Nobody but root may write there.
    NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE ?? join(dirname(RUN_LOCK_FILE), 'compiled'),
  };
}
