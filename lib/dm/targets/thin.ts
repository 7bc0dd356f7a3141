import { formatSectors } from '../../text/size.ts';
import type {
  Segment,
  TargetDevice,
  TargetStatus,
  TargetTable,
  TargetType,
  Understood,
} from '../target-type.ts';
import {
  cursorOver,
  finishStatus,
  finishTable,
  hasMore,
  takeDevice,
  takeNumber,
  takeNumberOrDash,
} from './argument-cursor.ts';
import { factIf, formatPercent, plainStatus, sectorsInWords } from './wording.ts';

export type ThinTable = TargetTable & {
  readonly pool: string;
  readonly thinId: number;
  /** Read where nothing is mapped; never written. Null for none. */
  readonly externalOrigin: string | null;
};

export type ThinStatus = TargetStatus & {
  readonly state: 'active' | 'failed' | 'error' | 'no-metadata';
  readonly mappedSectors: number | null;
  /** Null when nothing is mapped. */
  readonly highestMappedSector: number | null;
};

/** `<pool dev> <dev id> [<external origin dev>]`: thin-provisioning.rst. */
export function parseThinTable(args: readonly string[]): Understood<ThinTable> {
  const cursor = cursorOver(args);
  const pool = takeDevice(cursor, 'the pool device');
  const thinId = takeNumber(cursor, 'the thin ID');
  const externalOrigin = hasMore(cursor) ? takeDevice(cursor, 'the external origin device') : null;
  const devices: TargetDevice[] = [{ device: pool, role: 'pool', startSector: null }];
  if (externalOrigin !== null) {
    devices.push({ device: externalOrigin, role: 'external origin', startSector: null });
  }
  const onOrigin =
    externalOrigin === null
      ? ''
      : ', with an external origin: what it has not overwritten is read from there';
  return finishTable(cursor, () => ({
    pool,
    thinId,
    externalOrigin,
    devices,
    summary: `Thin volume, ID ${thinId} in its pool${onOrigin}.`,
    facts: [{ label: 'Thin ID', value: String(thinId) }, ...factIf('External origin', externalOrigin)],
  }));
}

/** `<nr mapped sectors> <highest mapped sector|->`, `Fail`, `Error` or `-` (thin_status in dm-thin.c). */
function parseStatus(args: readonly string[], segment: Segment): Understood<ThinStatus> {
  const word = args.length === 1 ? wordStatus(args[0] ?? '') : null;
  if (word !== null) return { ok: true, value: word };
  const cursor = cursorOver(args);
  const mappedSectors = takeNumber(cursor, 'the mapped sectors');
  const highestMappedSector = takeNumberOrDash(cursor, 'the highest mapped sector');
  const ratio = { part: mappedSectors, whole: segment.lengthSectors };
  const amounts = `${formatSectors(ratio.part)} of ${formatSectors(ratio.whole)}`;
  return finishStatus(cursor, (more) => ({
    state: 'active',
    mappedSectors,
    highestMappedSector,
    health: 'ok',
    badge: formatPercent(ratio),
    summary:
      mappedSectors === 0
        ? 'Nothing is mapped: it takes no space in its pool.'
        : `${formatPercent(ratio)} is mapped: ${amounts} take space in its pool, some of it perhaps shared with snapshots.`,
    facts: [{ label: 'Mapped', value: sectorsInWords(mappedSectors) }, ...more],
  }));
}

function wordStatus(word: string): ThinStatus | null {
  const none = { mappedSectors: null, highestMappedSector: null };
  switch (word) {
    case 'Fail':
      return {
        ...plainStatus('failed', 'failed', 'Its pool has failed: every read and write fails.'),
        ...none,
        state: 'failed',
      };
    case 'Error':
      return {
        ...plainStatus('failed', 'error', "The kernel cannot read its mapping in the pool's metadata."),
        ...none,
        state: 'error',
      };
    case '-':
      return {
        ...plainStatus(
          'unknown',
          null,
          "It is not open in the pool's metadata, so there is nothing to count.",
        ),
        ...none,
        state: 'no-metadata',
      };
    default:
      return null;
  }
}

export const thin: TargetType<ThinTable, ThinStatus> = {
  name: 'thin',
  purpose: 'A volume that takes space from a thin pool only for what is written to it.',
  opensLastFirst: true,
  parseTable: parseThinTable,
  parseStatus,
};
