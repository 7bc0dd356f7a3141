import { splitArguments } from '../dm/targets/argument-cursor.ts';
import { thinPool } from '../dm/targets/thin-pool.ts';
import { nameOf } from '../findings/words.ts';
import { holdersOf, indexStack } from '../stack/index-stack.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { inColumns } from './in-columns.ts';
import { isThinPool } from './is-thin-pool.ts';

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
      status: statusOf(pool),
      activeThins: holders.length,
    };
  });
}

function statusOf({ dm }: Device): string | null {
  const segment = dm?.segments[0];
  if (!segment || segment.status === null) return null;
  const status = thinPool.parseStatus?.(splitArguments(segment.status), segment);
  return status?.ok ? status.value.summary : null;
}

/** The pool itself, or the one that LVM's visible volume of it stands on; null for what is no pool. */
export function poolBehind(stack: Stack, device: Device): Device | null {
  if (isThinPool(device)) return device;
  const made = device.dm?.made;
  if (made?.kind !== 'lvm') return null;
  const isSame = ({ dm }: Device) => dm?.made.kind === 'lvm' && dm.made.lvUuid === made.lvUuid;
  return stack.devices.find((each) => isThinPool(each) && isSame(each)) ?? null;
}

/** A pool as LVM calls it, `vg/pool`. */
export function poolOfVolume({ devices }: Stack, name: string): Device | null {
  return devices.find((device) => isThinPool(device) && nameOf(device) === name) ?? null;
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
