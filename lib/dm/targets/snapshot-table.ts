import { formatSectors } from '../../text/size.ts';
import type { TargetTable, Understood } from '../target-type.ts';
import {
  cursorOver,
  finishTable,
  takeDevice,
  takeGroupIfAny,
  takeNumber,
  takeOneOf,
} from './argument-cursor.ts';
import { sectorsInWords, unknownOptions } from './wording.ts';

/** What `snapshot` and `snapshot-merge` have in common: the same table, and the same status with another meaning. */
export type SnapshotTable = TargetTable & {
  readonly origin: string;
  readonly cow: string;
  /** Survives deactivation and reboots; a transient one (`N`) is lost when the device is removed. */
  readonly isPersistent: boolean;
  /** `PO`: when full it reports Overflow and does not become Invalid at once. */
  readonly supportsOverflow: boolean;
  /** 0 while one table hands its exceptions over to the next. */
  readonly chunkSectors: number;
  readonly discardZeroesCow: boolean;
  readonly discardPassdownOrigin: boolean;
};

const FEATURES = new Set(['discard_zeroes_cow', 'discard_passdown_origin']);

/** `<origin> <COW device> <P|PO|N> <chunksize> [<# feature args> [<arg>]*]`: snapshot.rst. */
export function parseSnapshotTable(
  args: readonly string[],
  summaryOf: (table: Pick<SnapshotTable, 'chunkSectors' | 'isPersistent'>) => string,
): Understood<SnapshotTable> {
  const cursor = cursorOver(args);
  const origin = takeDevice(cursor, 'the origin device');
  const cow = takeDevice(cursor, 'the COW device');
  const store = takeOneOf(cursor, ['P', 'PO', 'N', 'p', 'n'], 'the exception store') ?? 'P';
  const chunkSectors = takeNumber(cursor, 'the chunk size in sectors');
  const features = takeGroupIfAny(cursor, 'features').map((feature) => feature.toLowerCase());
  const isPersistent = store.toUpperCase() !== 'N';
  return finishTable(cursor, () => ({
    origin,
    cow,
    isPersistent,
    supportsOverflow: store === 'PO',
    chunkSectors,
    discardZeroesCow: features.includes('discard_zeroes_cow'),
    discardPassdownOrigin: features.includes('discard_passdown_origin'),
    devices: [
      { device: origin, role: 'origin', startSector: null },
      { device: cow, role: 'cow', startSector: null },
    ],
    summary: summaryOf({ chunkSectors, isPersistent }),
    facts: [
      { label: 'Chunk size', value: sectorsInWords(chunkSectors) },
      { label: 'Exception store', value: isPersistent ? 'persistent' : 'transient' },
      ...unknownOptions(features, FEATURES),
    ],
  }));
}

export function chunksInWords(chunkSectors: number): string {
  return chunkSectors === 0 ? 'chunk size not known yet' : `chunks of ${formatSectors(chunkSectors)}`;
}
