/**
 * How a guard is started so that what kills dmscope misses it: not by dmscope's process group, its session, its children or its
 * control group. It is the child of a shell that ends at once, in a session of its own, and leaves the control group by itself. Its
 * standard input is descriptor 3 of what starts it, which ends with dmscope: Node closes a child's own standard input when that
 * child ends.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Launch = {
  readonly argv: readonly string[];
  readonly env: Environment;
};

export type Environment = Readonly<Record<string, string>>;

const SCRIPT = fileURLToPath(new URL('./suspend-guard.sh', import.meta.url));

/** Ends at once, and leaves what it started to process 1. A shell's job in the background reads nothing unless it is told to. */
const ORPHANED = 'setsid sh -c "$0" dmscope-guard "$@" <&3 3<&- &';

/** `words`: of the guard, from SECONDS on. */
export function launch(words: readonly string[], env: Environment): Launch {
  return orphaned(['leave', ...words], env);
}

/** `words`: of the guard, from PLACE on. */
export function orphaned(words: readonly string[], env: Environment): Launch {
  return { argv: ['sh', '-c', ORPHANED, readFileSync(SCRIPT, 'utf8'), ...words], env };
}
