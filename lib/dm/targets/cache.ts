import { formatSectors } from '../../text/size.ts';
import type { TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  cursorOver,
  finishTable,
  takeDevice,
  takeGroup,
  takeGroupIfAny,
  takeNumber,
  takeWord,
} from './argument-cursor.ts';
import { type CacheStatus, parseCacheStatus } from './cache-status.ts';
import { factIf, sectorsInWords, unknownOptions } from './wording.ts';

export type CacheMode = 'writeback' | 'writethrough' | 'passthrough';

export type CacheTable = TargetTable & {
  readonly metadata: string;
  readonly cache: string;
  readonly origin: string;
  readonly blockSectors: number;
  readonly mode: CacheMode;
  readonly metadataFormat: 1 | 2;
  readonly passesDiscardsDown: boolean;
  readonly policy: string;
  readonly policyArgs: readonly string[];
};

const FEATURES = new Set(['writeback', 'writethrough', 'passthrough', 'metadata2', 'no_discard_passdown']);

/**
 * `<metadata dev> <cache dev> <origin dev> <block size> <#feature args> [<feature arg>]* <policy> <#policy args>
 * [<policy arg>]*`: cache.rst.
 */
function parseTable(args: readonly string[]): Understood<CacheTable> {
  const cursor = cursorOver(args);
  const metadata = takeDevice(cursor, 'the metadata device');
  const cache = takeDevice(cursor, 'the cache device');
  const origin = takeDevice(cursor, 'the origin device');
  const blockSectors = takeNumber(cursor, 'the block size in sectors');
  const features = takeGroup(cursor, 'features').map((feature) => feature.toLowerCase());
  const policy = takeWord(cursor, 'the policy');
  const policyArgs = takeGroupIfAny(cursor, 'policy arguments');
  const mode = cacheModeOf(features);
  return finishTable(cursor, () => ({
    metadata,
    cache,
    origin,
    blockSectors,
    mode,
    metadataFormat: features.includes('metadata2') ? 2 : 1,
    passesDiscardsDown: !features.includes('no_discard_passdown'),
    policy,
    policyArgs,
    devices: [
      { device: metadata, role: 'metadata', startSector: 0 },
      { device: cache, role: 'cache', startSector: 0 },
      { device: origin, role: 'origin', startSector: 0 },
    ],
    summary: `Keeps what is used most on a faster device, ${mode}, blocks of ${formatSectors(blockSectors)}: ${MODES[mode]}.`,
    facts: [
      { label: 'Mode', value: mode },
      { label: 'Block size', value: sectorsInWords(blockSectors) },
      { label: 'Policy', value: policy },
      ...factIf('Policy settings', policyArgs.join(' ')),
      ...unknownOptions(features, FEATURES),
    ],
  }));
}

/** Writeback is the default. */
function cacheModeOf(features: readonly string[]): CacheMode {
  if (features.includes('writethrough')) return 'writethrough';
  return features.includes('passthrough') ? 'passthrough' : 'writeback';
}

const MODES = {
  writeback: 'the origin alone is not complete',
  writethrough: 'every write also goes to the origin',
  passthrough: 'reads and writes go to the origin',
} as const;

export const cache: TargetType<CacheTable, CacheStatus> = {
  name: 'cache',
  purpose: 'Puts a faster device in front of a slower one for the blocks that are used most.',
  parseTable,
  parseStatus: parseCacheStatus,
};
