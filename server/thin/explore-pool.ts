import type { Understood } from '../../lib/dm/target-type.ts';
import type { ExploredPool } from '../../lib/thin/explored-pool.ts';
import { type PoolInStack, readPool } from './read-pool.ts';

/** `labels`: what operators called its thin IDs, asked for when its contents are known. */
export async function explorePool(
  pool: PoolInStack,
  _labels: ReadonlyMap<number, string>,
): Promise<Understood<ExploredPool>> {
  const contents = await readPool(pool);
  return contents.ok ? { ok: false, reason: 'not built yet' } : contents;
}
