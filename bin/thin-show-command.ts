import type { Understood } from '../lib/dm/target-type.ts';
import type { Device, Stack } from '../lib/stack/stack.ts';
import { encodeHostText, printableHostText } from '../lib/text/host-text.ts';
import { askedWrongly, complain, ExitStatus } from './exit-status.ts';
import { findOneDevice } from './find-one-device.ts';
import { openStack } from './open-stack.ts';
import { writeOut } from './write-out.ts';

export type ThinShowCommand = { readonly pool: string; readonly json?: true };

/** `dmscope thin show POOL`; gives the exit status. */
export async function runThinShow({ pool: word, json }: ThinShowCommand): Promise<number> {
  const opened = await openStack({}, 'core');
  if (!opened.ok) {
    complain(opened.reason);
    return ExitStatus.failed;
  }
  const stack = opened.value;
  const pool = await findPool(stack, word);
  if (!pool.ok) return askedWrongly(pool.reason);
  const { explorePool } = await import('../server/thin/explore-pool.ts');
  const explored = await explorePool({ stack, pool: pool.value }, async () => new Map());
  if (!explored.ok) {
    complain(`${printableHostText(word)} cannot be read: ${printableHostText(explored.reason)}`);
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

async function findPool(stack: Stack, word: string): Promise<Understood<Device>> {
  const { poolBehind, poolOfVolume } = await import('../lib/thin/list-pools.ts');
  const named = poolOfVolume(stack, word);
  if (named) return { ok: true, value: named };
  const found = findOneDevice(stack, word);
  if (!found.ok) return found;
  const pool = poolBehind(stack, found.value);
  if (pool) return { ok: true, value: pool };
  return { ok: false, reason: `${printableHostText(word)} is no thin pool; dmscope thin list lists them` };
}
