import type { Understood } from '../../lib/dm/target-type.ts';
import type { ExploredPool } from '../../lib/thin/explored-pool.ts';
import type { PoolContents } from '../../lib/thin/pool-contents.ts';
import { type PoolInStack, readPool } from './read-pool.ts';

/** What operators called the thin IDs of a pool that has these contents. */
export type LabelsOf = (contents: PoolContents) => Promise<ReadonlyMap<number, string>>;

/** A pool with its contents, who claims what of them, and what is wrong with that; or in words why it cannot be told. */
export async function explorePool(pool: PoolInStack, _labelsOf: LabelsOf): Promise<Understood<ExploredPool>> {
  const contents = await readPool(pool);
  return contents.ok ? { ok: false, reason: 'not built yet' } : contents;
}
