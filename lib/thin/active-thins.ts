import { splitArguments } from '../dm/targets/argument-cursor.ts';
import { thin } from '../dm/targets/thin.ts';
import { mappedThinOf } from '../plan/thin/mapped-thin.ts';
import { lvmNames } from '../stack/describe.ts';
import { holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import type { ThinRow } from './thin-rows.ts';

const SECTOR_BYTES = 512;

/** The volumes of a pool that are active, by what their tables and status tell: all that is known without a look into the pool. */
export function activeThins(index: StackIndex, pool: Device): readonly ThinRow[] {
  const rows = holdersOf(index, pool.devNo).flatMap(({ holder }) => rowOf(holder) ?? []);
  return rows.toSorted((a, b) => a.thinId - b.thinId);
}

function rowOf(device: Device): ThinRow | null {
  const mapping = mappedThinOf(device);
  const [segment] = device.dm?.segments ?? [];
  if (mapping === null || !segment) return null;
  const status = segment.status === null ? null : thin.parseStatus(splitArguments(segment.status), segment);
  const mapped = status?.ok ? status.value.mappedSectors : null;
  const lvm = lvmNames(device);
  const name = lvm ? `${lvm.vgName}/${lvm.lvName}` : device.name;
  const { thinId } = mapping;
  return {
    thinId,
    name,
    label: '',
    mappedBytes: mapped === null ? null : mapped * SECTOR_BYTES,
    exclusiveBytes: null,
    transactionId: null,
    createdTime: null,
    snapshotTime: null,
    state: 'active',
    claims: [{ kind: 'device', devNo: device.devNo, name, uuid: device.dm?.uuid ?? '' }],
  };
}
