import { nameOf } from '../findings/words.ts';
import { holdersOf, indexStack } from '../stack/index-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { inColumns } from './in-columns.ts';
import { isThinPool } from './is-thin-pool.ts';
import { poolUsage } from './pool-usage.ts';

export type ListedPool = {
  readonly devNo: string;
  readonly name: string;
  readonly uuid: string;
  /** How full it is, in words; null where the capture does not tell. */
  readonly status: string | null;
  /** Of its thin IDs those that are active. */
  readonly activeThins: number;
};

export function thinPools(stack: Stack): readonly ListedPool[] {
  const index = indexStack(stack);
  return stack.devices.filter(isThinPool).map((pool) => {
    const holders = holdersOf(index, pool.devNo).filter(({ edge }) => edge.roles.includes('pool'));
    return {
      devNo: pool.devNo,
      name: nameOf(pool),
      uuid: pool.dm?.uuid ?? '',
      status: poolUsage(pool)?.summary || null,
      activeThins: holders.length,
    };
  });
}

export function renderPools(pools: readonly ListedPool[]): string {
  if (pools.length === 0) return 'none\n';
  const rows = pools.map(({ devNo, name, status, activeThins }) => [
    name,
    devNo,
    `${activeThins} active`,
    status ?? 'its status is not known',
  ]);
  return `${inColumns(rows, [])}\n`;
}
