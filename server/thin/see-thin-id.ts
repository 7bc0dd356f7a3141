import type { Plan } from '../../lib/plan/plan.ts';
import type { ThinIdSeen } from '../../lib/run/run-event.ts';
import { deviceOf } from '../../lib/stack/index-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { thinOf } from '../../lib/thin/pool-contents.ts';
import { readPool } from './read-pool.ts';

/** Whether the pool has the thin ID that a plan makes or deletes, by its metadata; null for a plan that does neither. */
export async function seeThinId({ intent, steps }: Plan, stack: Stack): Promise<ThinIdSeen | null> {
  const step = steps.find(({ kind }) => kind === 'create-thin-snapshot' || kind === 'delete-thin');
  if (!step || !('thinId' in intent)) return null;
  const { thinId } = intent;
  const pool = deviceOf(stack, step.device.identity);
  if (!pool) return { thinId, presence: 'unknown', reason: 'the pool is gone', making: null };
  const read = await readPool({ stack, pool }, 'ids');
  if (!read.ok) return { thinId, presence: 'unknown', reason: read.reason, making: null };
  const thin = thinOf(read.value, thinId);
  if (!thin) return { thinId, presence: 'absent', reason: null, making: null };
  const { transactionId, createdTime } = thin;
  return { thinId, presence: 'there', reason: null, making: { transactionId, createdTime } };
}
