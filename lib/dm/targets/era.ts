import { formatSectors } from '../../text/size.ts';
import type { TargetStatus, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  cursorOver,
  finishStatus,
  finishTable,
  type Ratio,
  takeDevice,
  takeNumber,
  takeNumberOrDash,
  takeRatio,
} from './argument-cursor.ts';
import { factIf, formatPercent, plainStatus, sectorsInWords } from './wording.ts';

export type EraTable = TargetTable & {
  readonly metadata: string;
  readonly origin: string;
  readonly blockSectors: number;
};

/** All null for `Error`. */
export type EraStatus = TargetStatus & {
  readonly metadataBlockSectors: number | null;
  readonly metadataBlocks: Ratio | null;
  readonly currentEra: number | null;
  /** Where the metadata snapshot lies that userspace holds. */
  readonly heldRoot: number | null;
};

/** `<metadata dev> <origin dev> <block size>`: era.rst. */
function parseTable(args: readonly string[]): Understood<EraTable> {
  const cursor = cursorOver(args);
  const metadata = takeDevice(cursor, 'the metadata device');
  const origin = takeDevice(cursor, 'the origin device');
  const blockSectors = takeNumber(cursor, 'the block size in sectors');
  return finishTable(cursor, () => ({
    metadata,
    origin,
    blockSectors,
    devices: [
      { device: metadata, role: 'metadata', startSector: 0 },
      { device: origin, role: 'origin', startSector: 0 },
    ],
    summary: `Passes everything on and notes which blocks of ${formatSectors(blockSectors)} are written in which era.`,
    facts: [{ label: 'Block size', value: sectorsInWords(blockSectors) }],
  }));
}

/** `<metadata block size> <used>/<total> <current era> <held root|->` or `Error`: era.rst. */
function parseStatus(args: readonly string[]): Understood<EraStatus> {
  if (args.length === 1 && args[0] === 'Error') return { ok: true, value: unreadable() };
  const cursor = cursorOver(args);
  const metadataBlockSectors = takeNumber(cursor, 'the metadata block size');
  const metadataBlocks = takeRatio(cursor, 'used/total metadata blocks');
  const currentEra = takeNumber(cursor, 'the current era');
  const heldRoot = takeNumberOrDash(cursor, 'the held metadata root');
  return finishStatus(cursor, (more) => ({
    metadataBlockSectors,
    metadataBlocks,
    currentEra,
    heldRoot,
    health: 'ok',
    badge: `era ${currentEra}`,
    summary: `Era ${currentEra}; ${formatPercent(metadataBlocks)} of its metadata space is used.`,
    facts: [
      { label: 'Metadata', value: `${formatPercent(metadataBlocks)} used` },
      ...factIf('Held metadata root', heldRoot),
      ...more,
    ],
  }));
}

function unreadable(): EraStatus {
  return {
    ...plainStatus('failed', 'error', 'The kernel cannot read its metadata.'),
    metadataBlockSectors: null,
    metadataBlocks: null,
    currentEra: null,
    heldRoot: null,
  };
}

export const era: TargetType<EraTable, EraStatus> = {
  name: 'era',
  purpose: 'Notes which blocks were written since when, for backups and for throwing away stale caches.',
  parseTable,
  parseStatus,
};
