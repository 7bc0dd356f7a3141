/**
 * How a guard is started so that what kills dmscope misses it: not by dmscope's process group, its session, its children or its
 * control group. Where systemd runs, it is asked for a unit; elsewhere, and where that fails, the guard is the child of a shell that ends at
 * once, in a session of its own, and leaves the control group by itself. Both have as standard input what is descriptor 3 of
 * what starts them, which ends with dmscope: Node closes a child's own standard input when that child ends.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Launch = {
  readonly argv: readonly string[];
  readonly env: Environment;
};

const SCRIPT = fileURLToPath(new URL('./suspend-guard.sh', import.meta.url));
/** Made when systemd is process 1: sd_booted(3). */
const SYSTEMD_RUNS = '/run/systemd/system';

/** Ends at once, and leaves what it started to process 1. A shell's job in the background reads nothing unless it is told to. */
const ORPHANED = 'setsid sh -c "$0" dmscope-guard "$@" <&3 3<&- &';
/** In place of this shell. */
const WITH_INPUT = 'exec "$@" <&3 3<&-';

export type Environment = Readonly<Record<string, string>>;

/** In the order in which they are tried. `words`: of the guard, from SECONDS on. */
export function launches(words: readonly string[], env: Environment, unit: string): readonly Launch[] {
  const text = readFileSync(SCRIPT, 'utf8');
  const alone = orphaned(['leave', ...words], env);
  if (!existsSync(SYSTEMD_RUNS)) return [alone];
  return [inUnit(['sh', '-c', text, 'dmscope-guard', 'stay', ...words], env, unit), alone];
}

/** `words`: of the guard, from PLACE on. */
export function orphaned(words: readonly string[], env: Environment): Launch {
  return { argv: ['sh', '-c', ORPHANED, readFileSync(SCRIPT, 'utf8'), ...words], env };
}

function inUnit(argv: readonly string[], env: Environment, unit: string): Launch {
  const settings = Object.entries(env).map(([name, value]) => `--setenv=${name}=${value}`);
  return {
    argv: [
      ...['sh', '-c', WITH_INPUT, 'sh'],
      'systemd-run',
      '--quiet',
      '--collect',
      '--pipe',
      `--unit=${unit}`,
      ...settings,
      '--',
      ...argv.map(unexpanded),
    ],
    env,
  };
}

/** systemd puts variables of its own into a unit's command: systemd.service(5). */
function unexpanded(word: string): string {
  return word.replaceAll('$', '$$$$');
}
