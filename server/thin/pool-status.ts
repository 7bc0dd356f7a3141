import type { Understood } from '../../lib/dm/target-type.ts';
import { splitArguments } from '../../lib/dm/targets/argument-cursor.ts';
import { parseThinPoolStatus, type ThinPoolUsage } from '../../lib/dm/targets/thin-pool-status.ts';
import { dmsetupOn } from '../../lib/plan/step-kind.ts';
import type { Device } from '../../lib/stack/stack.ts';
import { startCommand } from '../runs/start-command.ts';
import { withinDeadline } from './within-deadline.ts';

const ANSWER_WITHIN_MS = 5_000;
const NO_RUN = '';

/**
 * What the kernel says of a pool just now. Not to be asked of one that stands on a suspended device: that never returns. One
 * that is late all the same is left alone.
 */
export async function askPoolStatus(pool: Device): Promise<Understood<ThinPoolUsage>> {
  const ended = await tellPool(pool, ['status', '--noflush']);
  if (!ended.ok) return ended;
  const [, args] = /^\d+ \d+ thin-pool (.*)$/m.exec(ended.value) ?? [];
  const status = args === undefined ? null : parseThinPoolStatus(splitArguments(args), null);
  if (!status?.ok) return { ok: false, reason: 'dmsetup status does not tell of a thin pool' };
  if (status.value.usage) return { ok: true, value: status.value.usage };
  return { ok: false, reason: 'the pool has failed: its metadata must be repaired first' };
}

/** Runs `dmsetup COMMAND POOL MESSAGE…`; what it printed, or why it failed. */
export async function tellPool(
  pool: Device,
  command: readonly string[],
  message: readonly string[] = [],
): Promise<Understood<string>> {
  const { ended } = startCommand([...dmsetupOn(command, pool), ...message], NO_RUN);
  const end = await withinDeadline(ended, ANSWER_WITHIN_MS);
  const word = `dmsetup ${command[0]}`;
  if (end === null)
    return { ok: false, reason: `${word} has not answered within ${ANSWER_WITHIN_MS / 1000} s` };
  if (end.exitStatus === 0) return { ok: true, value: end.stdout };
  const [said = ''] = end.stderr.trim().split('\n');
  return { ok: false, reason: said === '' ? `${word} failed` : said };
}
