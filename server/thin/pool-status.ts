import type { Understood } from '../../lib/dm/target-type.ts';
import { splitArguments } from '../../lib/dm/targets/argument-cursor.ts';
import { parseThinPoolStatus, type ThinPoolUsage } from '../../lib/dm/targets/thin-pool-status.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { askDmsetup } from '../ask-dmsetup.ts';

export const POOL_ANSWERS_WITHIN_MS = 5_000;

/**
 * What the kernel says of a pool just now. Not to be asked of one that stands on a suspended device: that never returns. One
 * that is late all the same is left alone.
 */
export async function askPoolStatus(pool: Device): Promise<Understood<ThinPoolUsage>> {
  const ended = await askDmsetup(pool, {
    command: ['status', '--noflush'],
    withinMs: POOL_ANSWERS_WITHIN_MS,
  });
  if (!ended.ok) return ended;
  const [, args] = /^\d+ \d+ thin-pool (.*)$/m.exec(ended.value) ?? [];
  const status = args === undefined ? null : parseThinPoolStatus(splitArguments(args), null);
  if (!status?.ok) return { ok: false, reason: 'dmsetup status does not tell of a thin pool' };
  if (status.value.usage) return { ok: true, value: status.value.usage };
  return { ok: false, reason: 'the pool has failed: its metadata must be repaired first' };
}
