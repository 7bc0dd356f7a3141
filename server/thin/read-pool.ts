import type { Understood } from '../../lib/dm/target-type.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';
import type { PoolContents } from '../../lib/thin/pool-contents.ts';

/** A pool in the host's stack as it has just been looked at. */
export type PoolInStack = { readonly stack: Stack; readonly pool: Device };

/**
 * The contents of a pool in use, through a metadata snapshot that is taken for it and released again; or in words why they
 * cannot be read.
 */
export async function readPool(_pool: PoolInStack): Promise<Understood<PoolContents>> {
  return { ok: false, reason: 'not built yet' };
}
