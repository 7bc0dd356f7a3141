import { formatSectors } from '../../text/size.ts';
import type { Health, TargetStatus, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  finishStatus,
  finishTable,
  hasMore,
  optionNumber,
  type Ratio,
  splitOptions,
  takeDevice,
  takeGroup,
  takeGroupIfAny,
  takeNumber,
  takeOneOf,
  takeRatio,
} from './argument-cursor.ts';
import {
  factIf,
  formatPercent,
  plainStatus,
  sectorsInWords,
  unknownOptions,
  usedInWords,
} from './wording.ts';

export type CloneTable = TargetTable & {
  readonly metadata: string;
  readonly destination: string;
  readonly source: string;
  readonly regionSectors: number;
  /** Copies in the background; without it only what is written arrives on the destination. */
  readonly hydrates: boolean;
  readonly passesDiscardsDown: boolean;
  readonly hydrationThreshold: number | null;
  readonly hydrationBatchSize: number | null;
};

export type CloneUsage = {
  readonly metadataBlockSectors: number;
  readonly metadataBlocks: Ratio;
  readonly regionSectors: number;
  /** Regions that are wholly on the destination. */
  readonly hydratedRegions: Ratio;
  readonly hydratingRegions: number;
  readonly features: readonly string[];
  readonly coreArgs: readonly string[];
  readonly metadataMode: 'rw' | 'ro' | 'Fail' | null;
};

/** `usage` is null for `Fail` and `Error`. */
export type CloneStatus = TargetStatus & { readonly usage: CloneUsage | null };

const FEATURES = new Set(['no_hydration', 'no_discard_passdown']);
const CORE_ARGS = new Map([
  ['hydration_threshold', 1],
  ['hydration_batch_size', 1],
]);

/** `<metadata> <destination> <source> <region size> [<#features> <feature>… [<#core args> <core arg>…]]`: dm-clone.rst. */
function parseTable(args: readonly string[]): Understood<CloneTable> {
  const cursor = cursorOver(args);
  const metadata = takeDevice(cursor, 'the metadata device');
  const destination = takeDevice(cursor, 'the destination device');
  const source = takeDevice(cursor, 'the source device');
  const regionSectors = takeNumber(cursor, 'the region size in sectors');
  const features = takeGroupIfAny(cursor, 'features').map((feature) => feature.toLowerCase());
  const core = splitOptions(cursor, takeGroupIfAny(cursor, 'core arguments'), CORE_ARGS);
  const hydrationThreshold = optionNumber(cursor, core, 'hydration_threshold');
  const hydrationBatchSize = optionNumber(cursor, core, 'hydration_batch_size');
  const hydrates = !features.includes('no_hydration');
  return finishTable(cursor, () => ({
    metadata,
    destination,
    source,
    regionSectors,
    hydrates,
    passesDiscardsDown: !features.includes('no_discard_passdown'),
    hydrationThreshold,
    hydrationBatchSize,
    devices: [
      { device: metadata, role: 'metadata', startSector: 0 },
      { device: destination, role: 'destination', startSector: 0 },
      { device: source, role: 'source', startSector: 0 },
    ],
    summary: `Copies a read-only source to a destination while it is used, regions of ${formatSectors(regionSectors)}${hydrates ? '' : '; not in the background'}.`,
    facts: [
      { label: 'Region size', value: sectorsInWords(regionSectors) },
      { label: 'Background copy', value: hydrates ? 'on' : 'off' },
      ...unknownOptions(
        [...features, ...core.map(({ name }) => name)],
        new Set([...FEATURES, ...CORE_ARGS.keys()]),
      ),
    ],
  }));
}

/**
 * `<metadata block size> <used>/<total> <region size> <hydrated>/<total> <hydrating> <#features> … <#core args> …
 * <rw|ro|Fail>`, `Fail` or `Error`: dm-clone.rst.
 */
function parseStatus(args: readonly string[]): Understood<CloneStatus> {
  if (args.length === 1 && (args[0] === 'Fail' || args[0] === 'Error'))
    return { ok: true, value: failed(args[0]) };
  const cursor = cursorOver(args);
  const usage = takeUsage(cursor);
  return finishStatus(cursor, (more) => ({
    usage,
    ...inWords(usage),
    facts: [
      { label: 'Copied', value: usedInWords(usage.hydratedRegions, usage.regionSectors) },
      { label: 'Regions being copied', value: String(usage.hydratingRegions) },
      { label: 'Metadata', value: `${formatPercent(usage.metadataBlocks)} used` },
      ...factIf('Features', usage.features.join(', ')),
      ...factIf('Metadata mode', usage.metadataMode),
      ...more,
    ],
  }));
}

function failed(word: string): CloneStatus {
  const summary =
    word === 'Fail'
      ? 'The clone has failed: every read and write fails until its metadata is repaired.'
      : 'The kernel cannot read the metadata of the clone.';
  return { ...plainStatus('failed', word === 'Fail' ? 'failed' : 'error', summary), usage: null };
}

function takeUsage(cursor: Cursor): CloneUsage {
  return {
    metadataBlockSectors: takeNumber(cursor, 'the metadata block size'),
    metadataBlocks: takeRatio(cursor, 'used/total metadata blocks'),
    regionSectors: takeNumber(cursor, 'the region size'),
    hydratedRegions: takeRatio(cursor, 'hydrated/total regions'),
    hydratingRegions: takeNumber(cursor, 'the regions being hydrated'),
    features: takeGroup(cursor, 'features'),
    coreArgs: takeGroup(cursor, 'core arguments'),
    metadataMode: hasMore(cursor) ? takeOneOf(cursor, ['rw', 'ro', 'Fail'], 'the metadata mode') : null,
  };
}

type Words = { readonly health: Health; readonly badge: string; readonly summary: string };

function inWords({ hydratedRegions, metadataMode, features }: CloneUsage): Words {
  const { part, whole } = hydratedRegions;
  const percent = formatPercent(hydratedRegions);
  if (metadataMode === 'ro' || metadataMode === 'Fail') {
    return {
      health: metadataMode === 'ro' ? 'degraded' : 'failed',
      badge: metadataMode === 'ro' ? 'read-only' : 'failed',
      summary: `Its metadata can no longer be written, so the copy has stopped at ${percent}.`,
    };
  }
  if (part >= whole) {
    return { health: 'ok', badge: 'copied', summary: 'All is copied: the source is no longer needed.' };
  }
  if (features.includes('no_hydration')) {
    return {
      health: 'ok',
      badge: percent,
      summary: `${percent} is copied; the background copy is off, the rest is still read from the source.`,
    };
  }
  return {
    health: 'busy',
    badge: percent,
    summary: `Copying: ${percent} is done, the rest is still read from the source.`,
  };
}

export const clone: TargetType<CloneTable, CloneStatus> = {
  name: 'clone',
  purpose:
    'Makes a copy of a slow or remote device usable at once, while its data arrives in the background.',
  parseTable,
  parseStatus,
};
