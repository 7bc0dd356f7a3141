import type { Understood } from '../dm/target-type.ts';
import { splitArguments } from '../dm/targets/argument-cursor.ts';
import { parseThinPoolTable } from '../dm/targets/thin-pool.ts';
import type { ThinPoolUsage } from '../dm/targets/thin-pool-status.ts';
import { downFrom } from '../findings/walk.ts';
import { called } from '../plan/plan-device.ts';
import { indexStack } from '../stack/index-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { isThinPool } from './is-thin-pool.ts';

/** The device that has the pool's metadata; or why the pool's must not be read: a reader of what is suspended never ends. */
export function readableMetadata(stack: Stack, pool: Device): Understood<Device> {
  const segment = pool.dm?.segments[0];
  const table = segment && isThinPool(pool) ? parseThinPoolTable(splitArguments(segment.args)) : null;
  if (!table?.ok) return { ok: false, reason: `${called(pool)} is not a thin pool` };
  const index = indexStack(stack);
  for (const devNo of downFrom(index, [pool])) {
    const device = index.byDevNo.get(devNo);
    if (device?.dm?.isSuspended)
      return {
        ok: false,
        reason: `${called(device)} is suspended: what reads there waits until it is resumed`,
      };
  }
  const edge = pool.bases.find(({ roles }) => roles.includes('metadata'));
  const metadata = edge && index.byDevNo.get(edge.base);
  if (metadata?.kname) return { ok: true, value: metadata };
  return { ok: false, reason: `the metadata device of ${called(pool)} is not there` };
}

/** Why the kernel takes no metadata snapshot of a pool in that state, or none that is good; null when it does. */
export function whyNoSnapshot({ mode, needsCheck, heldRoot }: ThinPoolUsage): string | null {
  if (needsCheck === true)
    return 'it needs a check: its metadata must be repaired first (thin_check, thin_repair)';
  if (mode === 'ro') return 'it is read-only: no metadata snapshot can be taken of it';
  if (heldRoot !== null)
    return `another program holds a metadata snapshot of it (at block ${heldRoot}): dmscope does not release the snapshots of others; try again when it is released`;
  return null;
}
