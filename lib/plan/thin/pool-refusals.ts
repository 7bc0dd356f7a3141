/**
 * What speaks against asking something of a thin pool. A pool that LVM manages is LVM's to change: it keeps its own list of
 * thin IDs and counts its changes, and an ID made or deleted behind its back makes the two disagree for good.
 */

import { splitArguments } from '../../dm/targets/argument-cursor.ts';
import { parseThinPoolStatus, type ThinPoolUsage } from '../../dm/targets/thin-pool-status.ts';
import type { StackIndex } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import { isThinPool } from '../../thin/is-thin-pool.ts';
import type { Refusal } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import { suspendedRefusals } from '../suspended.ts';

/** `blocks`: it must have room for new ones. `metadata`: it must be possible to write its metadata. `reading`: it has not failed. */
export type PoolNeed = 'blocks' | 'metadata' | 'reading';

type Options = {
  readonly need: PoolNeed;
  /** What to do instead, where LVM manages the pool. */
  readonly lvmWayOut: string;
};

export function poolRefusals(
  index: StackIndex,
  pool: Device,
  { need, lvmWayOut }: Options,
): readonly Refusal[] {
  if (!isThinPool(pool)) return [notAPool(pool)];
  return [
    ...(isLvmManaged(pool) ? [lvmManaged(pool, lvmWayOut)] : []),
    ...suspendedRefusals(index, { order: [pool], devNos: new Set([pool.devNo]), isCircular: false }),
    ...troubleRefusals(pool, need),
  ];
}

export function isLvmManaged(pool: Device): boolean {
  return pool.dm?.uuid.startsWith('LVM-') ?? false;
}

function lvmManaged(pool: Device, wayOut: string): Refusal {
  const device = planDevice(pool);
  const cause = `LVM manages the pool ${called(device)}, and keeps its own list of what is in it.`;
  return { kind: 'lvm-managed', device, cause, wayOut };
}

function notAPool(target: Device): Refusal {
  const device = planDevice(target);
  return {
    kind: 'not-a-pool',
    device,
    cause: `${called(device)} is not a thin pool.`,
    wayOut: 'Name the device whose table says thin-pool.',
  };
}

function troubleRefusals(pool: Device, need: PoolNeed): readonly Refusal[] {
  const device = planDevice(pool);
  const status = pool.dm?.segments[0]?.status ?? null;
  const parsed = status === null ? null : parseThinPoolStatus(splitArguments(status), null);
  if (!parsed?.ok) {
    const cause = `The state of the pool ${called(device)} is not known: dmsetup status has not answered for it.`;
    return [{ kind: 'pool-unknown', device, cause, wayOut: 'Look again in a moment.' }];
  }
  const trouble = parsed.value.usage === null ? FAILED : troubleOf(parsed.value.usage, need);
  if (trouble === null) return [];
  const [what, wayOut] = trouble;
  return [{ kind: 'pool-trouble', device, cause: `The pool ${called(device)} ${what}.`, wayOut }];
}

type Trouble = readonly [what: string, wayOut: string];

const REPAIR =
  'Deactivate it with all its volumes, and have thin_check and thin_repair look at its metadata.';
const FAILED: Trouble = ['has failed', REPAIR];

function troubleOf(usage: ThinPoolUsage, need: PoolNeed): Trouble | null {
  if (need === 'reading') return null;
  const { metadataBlocks: metadata, dataBlocks: data } = usage;
  if (usage.needsCheck) return ['needs a check of its metadata', REPAIR];
  if (metadata.part >= metadata.whole) return ['is out of metadata space', 'Give it more first.'];
  if (usage.mode === 'ro') return ['is read-only', 'Find out why, and make it writable first.'];
  if (need === 'blocks' && (usage.mode === 'out_of_data_space' || data.part >= data.whole))
    return ['is out of data space', 'Give it more first, or delete what is not needed.'];
  return null;
}
