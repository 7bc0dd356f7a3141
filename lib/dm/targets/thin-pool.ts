import { formatSectors } from '../../text/size.ts';
import type { TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  cursorOver,
  finishTable,
  splitArguments,
  takeDevice,
  takeGroupIfAny,
  takeNumber,
} from './argument-cursor.ts';
import { parseThinPoolStatus, type ThinPoolStatus } from './thin-pool-status.ts';
import { sectorsInWords, unknownOptions } from './wording.ts';

export type ThinPoolTable = TargetTable & {
  readonly metadata: string;
  readonly data: string;
  readonly blockSectors: number;
  /** The pool sends an event when fewer blocks than this are free. */
  readonly lowWaterBlocks: number;
  readonly zeroesNewBlocks: boolean;
  readonly ignoresDiscards: boolean;
  readonly passesDiscardsDown: boolean;
  readonly isReadOnly: boolean;
  /** What a write that needs a block meets when none is free; `queue` turns into an error after no_space_timeout. */
  readonly whenFull: 'queue' | 'error';
};

const FEATURES = new Set([
  'skip_block_zeroing',
  'ignore_discard',
  'no_discard_passdown',
  'read_only',
  'error_if_no_space',
]);

/**
 * `<metadata dev> <data dev> <data block size in sectors> <low water mark in blocks> [<#feature args> [<arg>]*]`:
 * thin-provisioning.rst.
 */
export function parseThinPoolTable(args: readonly string[]): Understood<ThinPoolTable> {
  const cursor = cursorOver(args);
  const metadata = takeDevice(cursor, 'the metadata device');
  const data = takeDevice(cursor, 'the data device');
  const blockSectors = takeNumber(cursor, 'the block size in sectors');
  const lowWaterBlocks = takeNumber(cursor, 'the low water mark in blocks');
  const features = takeGroupIfAny(cursor, 'features').map((feature) => feature.toLowerCase());
  return finishTable(cursor, () => {
    const zeroesNewBlocks = !features.includes('skip_block_zeroing');
    const whenFull = features.includes('error_if_no_space') ? 'error' : 'queue';
    const isReadOnly = features.includes('read_only');
    return {
      metadata,
      data,
      blockSectors,
      lowWaterBlocks,
      zeroesNewBlocks,
      ignoresDiscards: features.includes('ignore_discard'),
      passesDiscardsDown: !features.includes('ignore_discard') && !features.includes('no_discard_passdown'),
      isReadOnly,
      whenFull,
      devices: [
        { device: metadata, role: 'metadata', startSector: 0 },
        { device: data, role: 'data', startSector: 0 },
      ],
      summary: [
        `Thin pool${isReadOnly ? ' for reading only' : ''}, blocks of ${formatSectors(blockSectors)}`,
        zeroesNewBlocks ? 'new blocks are zeroed' : 'new blocks are not zeroed',
        whenFull === 'queue' ? 'when it is full, writes wait.' : 'when it is full, writes fail.',
      ].join('; '),
      facts: [
        { label: 'Block size', value: sectorsInWords(blockSectors) },
        {
          label: 'Low water mark',
          value: `${lowWaterBlocks} blocks (${formatSectors(lowWaterBlocks * blockSectors)})`,
        },
        { label: 'Discards', value: discardsInWords(features) },
        ...unknownOptions(features, FEATURES),
      ],
    };
  });
}

function discardsInWords(features: readonly string[]): string {
  if (features.includes('ignore_discard')) return 'ignored';
  return features.includes('no_discard_passdown')
    ? 'free blocks in the pool'
    : 'free blocks and are passed down';
}

export const thinPool: TargetType<ThinPoolTable, ThinPoolStatus> = {
  name: 'thin-pool',
  purpose: 'Holds the blocks of thin volumes and their snapshots, and hands them out as they are written.',
  parseTable: parseThinPoolTable,
  parseStatus: (args, segment) => {
    const table = parseThinPoolTable(splitArguments(segment.args));
    return parseThinPoolStatus(args, table.ok ? table.value.blockSectors : null);
  },
};
