import { deviceOf } from '../../lib/stack/index-stack.ts';
import type { ExploredPool } from '../../lib/thin/explored-pool.ts';
import { findHost } from '../host-questions.ts';
import type { Outcome } from '../outcome.ts';
import { lookAtThisHost } from '../runs/look.ts';
import { explorePool } from './explore-pool.ts';

const underWay = new Map<string, Promise<Outcome<ExploredPool>>>();

/** A pool of a host by its identity, explored now; who asks while it is being read gets the same. */
export function exploredPool(hostId: string, identity: string): Promise<Outcome<ExploredPool>> {
  const key = `${hostId}\n${identity}`;
  const known = underWay.get(key);
  if (known) return known;
  const begun = explore(hostId, identity).finally(() => underWay.delete(key));
  underWay.set(key, begun);
  return begun;
}

async function explore(hostId: string, identity: string): Promise<Outcome<ExploredPool>> {
  const host = await findHost(hostId);
  if (!host.ok) return host;
  if (host.value.kind === 'recording') return { ok: false, failure: { kind: 'only a recording' } };
  const looked = await lookAtThisHost('core');
  if (!looked.ok) return notRead(looked.reason);
  const pool = deviceOf(looked.value, identity);
  if (!pool) return notRead('the host has no such device any more');
  const explored = await explorePool({ stack: looked.value, pool }, async () => new Map());
  return explored.ok ? explored : notRead(explored.reason);
}

function notRead(reason: string): Outcome<never> {
  return { ok: false, failure: { kind: 'pool not read', reason } };
}
