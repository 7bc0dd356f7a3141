import type { ExploredThin } from './explored-pool.ts';

/** What to call a thin volume: as the first who claims it does, else by its label; empty for one that nobody has a name for. */
export function thinName({ claims, label }: ExploredThin): string {
  const volume = claims.find(({ kind }) => kind === 'volume') ?? claims[0];
  return volume?.name ?? label ?? '';
}
