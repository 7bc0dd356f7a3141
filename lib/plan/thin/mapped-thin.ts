import { type DevNo, parseDevNo } from '../../block/dev-no.ts';
import { splitArguments } from '../../dm/targets/argument-cursor.ts';
import { parseThinTable } from '../../dm/targets/thin.ts';
import { holdersOf, type StackIndex } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';

/** A thin volume that is active: a mapped device whose only segment is one. */
export type MappedThin = {
  readonly device: Device;
  readonly pool: DevNo;
  readonly thinId: number;
  readonly externalOrigin: DevNo | null;
  readonly sizeSectors: number;
};

export function mappedThinOf(device: Device): MappedThin | null {
  const [segment, ...others] = device.dm?.segments ?? [];
  if (segment?.target !== 'thin' || others.length > 0) return null;
  const table = parseThinTable(splitArguments(segment.args));
  const pool = table.ok ? parseDevNo(table.value.pool) : null;
  if (!table.ok || pool === null) return null;
  const { thinId, externalOrigin } = table.value;
  return {
    device,
    pool,
    thinId,
    externalOrigin: externalOrigin === null ? null : parseDevNo(externalOrigin),
    sizeSectors: segment.lengthSectors,
  };
}

/** The active thin volume of an ID; null for none. */
export function activeThin(index: StackIndex, pool: Device, thinId: number): MappedThin | null {
  for (const { holder } of holdersOf(index, pool.devNo)) {
    const thin = mappedThinOf(holder);
    if (thin?.pool === pool.devNo && thin.thinId === thinId) return thin;
  }
  return null;
}

/** Active thin volumes that read from a device where they have nothing of their own. */
export function externalUsers(index: StackIndex, origin: Device): readonly Device[] {
  return holdersOf(index, origin.devNo)
    .map(({ holder }) => holder)
    .filter((holder) => mappedThinOf(holder)?.externalOrigin === origin.devNo);
}
