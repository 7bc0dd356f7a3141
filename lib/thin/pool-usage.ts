import { splitArguments } from '../dm/targets/argument-cursor.ts';
import { thinPool } from '../dm/targets/thin-pool.ts';
import { METADATA_BLOCK_SECTORS } from '../dm/targets/thin-pool-status.ts';
import type { Device } from '../stack/stack.ts';
import { isThinPool } from './is-thin-pool.ts';

/** A thin pool as its table and its status tell of it, without a look into its metadata. */
export type PoolUsage = {
  readonly blockSizeBytes: number;
  /** Null where the status does not tell. */
  readonly data: Space | null;
  readonly metadata: Space | null;
  readonly transactionId: number | null;
  /** In a sentence; empty without a status. */
  readonly summary: string;
};

export type Space = {
  readonly usedBytes: number;
  readonly totalBytes: number;
  /** The kernel tells userspace when this much is used; null where that is not known, or never is. */
  readonly lowWaterBytes: number | null;
};

const SECTOR_BYTES = 512;

export function poolUsage(pool: Device): PoolUsage | null {
  const [segment] = pool.dm?.segments ?? [];
  if (!segment || !isThinPool(pool)) return null;
  const table = thinPool.parseTable(splitArguments(segment.args), segment);
  if (!table.ok) return null;
  const blockSizeBytes = table.value.blockSectors * SECTOR_BYTES;
  const status =
    segment.status === null ? null : thinPool.parseStatus(splitArguments(segment.status), segment);
  if (!status?.ok) return { blockSizeBytes, data: null, metadata: null, transactionId: null, summary: '' };
  const { usage, summary } = status.value;
  if (usage === null) return { blockSizeBytes, data: null, metadata: null, transactionId: null, summary };
  const { dataBlocks, metadataBlocks, metadataLowWaterBlocks } = usage;
  return {
    blockSizeBytes,
    data: space(dataBlocks, blockSizeBytes, table.value.lowWaterBlocks),
    metadata: space(metadataBlocks, METADATA_BLOCK_SECTORS * SECTOR_BYTES, metadataLowWaterBlocks),
    transactionId: usage.transactionId,
    summary,
  };
}

/** `lowWater` counts free blocks. */
function space(
  { part, whole }: { readonly part: number; readonly whole: number },
  blockBytes: number,
  lowWater: number | null,
): Space {
  const from = lowWater === null || lowWater === 0 || lowWater > whole ? null : whole - lowWater;
  return {
    usedBytes: part * blockBytes,
    totalBytes: whole * blockBytes,
    lowWaterBytes: from === null ? null : from * blockBytes,
  };
}
