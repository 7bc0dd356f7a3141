import { encodeHostText, printableHostText } from '../lib/text/host-text.ts';
import { ExitStatus, printError, usageError } from './exit-status.ts';
import { openStack } from './open-stack.ts';
import { writeOut } from './write-out.ts';

export type ThinShowCommand = { readonly pool: string; readonly json?: true };

/** `dmscope thin show POOL`; gives the exit status. */
export async function runThinShow({ pool: word, json }: ThinShowCommand): Promise<number> {
  const opened = await openStack({}, 'core');
  if (!opened.ok) {
    printError(opened.reason);
    return ExitStatus.failed;
  }
  const stack = opened.value;
  const { findPool } = await import('./find-pool.ts');
  const pool = findPool(stack, word);
  if (!pool.ok) return usageError(pool.reason);
  const { explorePool } = await import('../server/thin/explore-pool.ts');
  const { keptLabels } = await import('../server/thin/labels.ts');
  const explored = await explorePool({ stack, pool: pool.value }, keptLabels);
  if (!explored.ok) {
    printError(`${printableHostText(word)} cannot be read: ${printableHostText(explored.reason)}`);
    return ExitStatus.failed;
  }
  if (json) {
    const { exportPool } = await import('../lib/thin/export-pool.ts');
    await writeOut([`${JSON.stringify(exportPool(explored.value), null, 2)}\n`]);
  } else {
    const { renderPool } = await import('../lib/thin/render-pool.ts');
    await writeOut([encodeHostText(renderPool(explored.value))]);
  }
  return ExitStatus.done;
}
