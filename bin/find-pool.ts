import type { Understood } from '../lib/dm/target-type.ts';
import type { Device, Stack } from '../lib/stack/stack.ts';
import { printableHostText } from '../lib/text/host-text.ts';
import { poolBehind, poolCalled } from '../lib/thin/find-pool.ts';
import { findOneDevice } from './find-one-device.ts';

/** The pool that a word of the command line stands for: itself, or LVM's volume in front of it; or in one line why there is none. */
export function findPool(stack: Stack, word: string): Understood<Device> {
  const named = poolCalled(stack, word);
  if (named) return { ok: true, value: named };
  const found = findOneDevice(stack, word);
  if (!found.ok) return found;
  const pool = poolBehind(stack, found.value);
  if (pool) return { ok: true, value: pool };
  return { ok: false, reason: `${printableHostText(word)} is no thin pool; dmscope thin list lists them` };
}
