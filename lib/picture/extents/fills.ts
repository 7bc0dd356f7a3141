import { splitArguments } from '../../dm/targets/argument-cursor.ts';
import { readSnapshotUsage } from '../../dm/targets/snapshot-usage.ts';
import { thin } from '../../dm/targets/thin.ts';
import { parseThinPoolTable, thinPool } from '../../dm/targets/thin-pool.ts';
import { METADATA_BLOCK_SECTORS } from '../../dm/targets/thin-pool-status.ts';
import { holdersOf, type StackIndex } from '../../stack/index-stack.ts';
import type { Device, LiveSegment } from '../../stack/stack.ts';

/** How full something is whose fill has no place that a status tells: a COW store, a pool, a thin volume. */
export type Fill = {
  readonly label: string;
  readonly usedSectors: number;
  readonly totalSectors: number;
};

/** From this share on a fill is drawn as one to look at; findings have thresholds of their own for each kind. */
export const NEARLY_FULL = 0.8;

/** Of a device itself, and, where it is a store of something above, of that store. */
export function fillsOf(index: StackIndex, device: Device): readonly Fill[] {
  const own = (device.dm?.segments ?? []).flatMap((segment) => fillsOfSegment(segment));
  const played = holdersOf(index, device.devNo).flatMap(({ holder, edge }) =>
    (holder.dm?.segments ?? []).flatMap((segment) =>
      fillsOfSegment(segment).filter(({ role }) => role !== '' && edge.roles.includes(role)),
    ),
  );
  const all = own.length > 0 ? [...own, ...fillsOfThins(index, device)] : played;
  return all.map(({ label, usedSectors, totalSectors }) => ({ label, usedSectors, totalSectors }));
}

/** What each thin volume has mapped in its pool: the only trace of who fills it. */
function fillsOfThins(index: StackIndex, { devNo }: Device): readonly Fill[] {
  return holdersOf(index, devNo).flatMap(({ holder, edge }) => {
    if (!edge.roles.includes('pool')) return [];
    const fills = (holder.dm?.segments ?? [])
      .filter(({ target }) => target === 'thin')
      .flatMap(fillsOfSegment);
    return fills.map((fill) => ({ ...fill, label: holder.name }));
  });
}

type RoleFill = Fill & { readonly role: string };

function fillsOfSegment(segment: LiveSegment): readonly RoleFill[] {
  if (segment.status === null) return [];
  const args = splitArguments(segment.status);
  switch (segment.target) {
    case 'snapshot':
    case 'snapshot-merge':
      return snapshotFill(args);
    case 'thin-pool':
      return poolFills(segment, args);
    case 'thin': {
      const status = thin.parseStatus(args, segment);
      const used = status.ok ? status.value.mappedSectors : null;
      return used === null
        ? []
        : [{ role: '', label: 'Mapped in the pool', usedSectors: used, totalSectors: segment.lengthSectors }];
    }
    default:
      return [];
  }
}

function snapshotFill(args: readonly string[]): readonly RoleFill[] {
  const reading = readSnapshotUsage(args);
  if (!reading.ok || reading.value.usage.state !== 'active') return [];
  const { allocatedSectors, totalSectors } = reading.value.usage;
  return [{ role: 'cow', label: 'COW store', usedSectors: allocatedSectors, totalSectors }];
}

function poolFills(segment: LiveSegment, args: readonly string[]): readonly RoleFill[] {
  const status = thinPool.parseStatus(args, segment);
  const table = parseThinPoolTable(splitArguments(segment.args));
  if (!status.ok || !table.ok || status.value.usage === null) return [];
  const { dataBlocks, metadataBlocks } = status.value.usage;
  const inSectors = (
    { part, whole }: { readonly part: number; readonly whole: number },
    blockSectors: number,
  ) => ({
    usedSectors: part * blockSectors,
    totalSectors: whole * blockSectors,
  });
  return [
    { role: 'data', label: 'Data of the pool', ...inSectors(dataBlocks, table.value.blockSectors) },
    { role: 'metadata', label: 'Metadata of the pool', ...inSectors(metadataBlocks, METADATA_BLOCK_SECTORS) },
  ];
}
