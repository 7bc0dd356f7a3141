import type { Understood } from '../../lib/dm/target-type.ts';
import { deviceOf } from '../../lib/stack/index-stack.ts';
import type { ExploredPool } from '../../lib/thin/explored-pool.ts';
import { lookAtThisHost } from '../runs/look.ts';
import { explorePool, type LabelsOf } from './explore-pool.ts';

/** The thin pools of this host, for whoever asks its server; of a recording there are none to be read. */
export type HostPools = {
  /** A pool by its identity, read now; or in words why it cannot be. */
  readonly explore: (identity: string) => Promise<Understood<ExploredPool>>;
};

export function openHostPools(labelsOf: LabelsOf): HostPools {
  const underWay = new Map<string, Promise<Understood<ExploredPool>>>();
  return {
    explore: (identity) => {
      // There is one metadata snapshot of a pool: who asks while it is read gets the same.
      const known = underWay.get(identity);
      if (known) return known;
      const begun = explore(identity, labelsOf).finally(() => underWay.delete(identity));
      underWay.set(identity, begun);
      return begun;
    },
  };
}

async function explore(identity: string, labelsOf: LabelsOf): Promise<Understood<ExploredPool>> {
  const looked = await lookAtThisHost('core');
  if (!looked.ok) return looked;
  const pool = deviceOf(looked.value, identity);
  if (!pool) return { ok: false, reason: 'the host does not have it any more' };
  return explorePool({ stack: looked.value, pool }, labelsOf);
}
