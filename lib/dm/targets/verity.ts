import { formatBytes } from '../../text/size.ts';
import type { TargetDevice, TargetStatus, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  fail,
  finishStatus,
  finishTable,
  hasMore,
  hasOption,
  isDevice,
  type Option,
  optionNumber,
  optionWord,
  splitOptions,
  takeDevice,
  takeGroupIfAny,
  takeNumber,
  takeNumberOrDash,
  takeOneOf,
  takeWord,
} from './argument-cursor.ts';
import { factIf, unknownOptions } from './wording.ts';

/** Blocks that mend corrupt ones. */
export type VerityFec = {
  readonly device: string;
  readonly roots: number | null;
  readonly blocks: number | null;
  readonly startBlock: number | null;
};

export type VerityTable = TargetTable & {
  readonly version: number;
  readonly data: string;
  /** May be the same device as `data`. */
  readonly hash: string;
  readonly dataBlockBytes: number;
  readonly hashBlockBytes: number;
  readonly dataBlocks: number;
  readonly hashStartBlock: number;
  readonly algorithm: string;
  readonly rootDigest: string;
  /** Empty for `-`. */
  readonly salt: string;
  readonly onCorruption: 'error' | 'ignore' | 'restart' | 'panic';
  readonly onError: 'error' | 'restart' | 'panic';
  readonly ignoresZeroBlocks: boolean;
  readonly checksAtMostOnce: boolean;
  readonly fec: VerityFec | null;
  /** Name of the key whose signature of the root hash was checked; null for none. */
  readonly rootHashSigKey: string | null;
  readonly options: readonly string[];
};

export type VerityStatus = TargetStatus & {
  readonly isCorrupted: boolean;
  /** Blocks mended by FEC; null without it, and on older kernels. */
  readonly correctedBlocks: number | null;
};

const OPTIONS = new Map([
  ['ignore_corruption', 0],
  ['restart_on_corruption', 0],
  ['panic_on_corruption', 0],
  ['restart_on_error', 0],
  ['panic_on_error', 0],
  ['ignore_zero_blocks', 0],
  ['check_at_most_once', 0],
  ['try_verify_in_tasklet', 0],
  ['use_fec_from_device', 1],
  ['fec_roots', 1],
  ['fec_blocks', 1],
  ['fec_start', 1],
  ['root_hash_sig_key_desc', 1],
]);

/**
 * `<version> <dev> <hash_dev> <data_block_size> <hash_block_size> <num_data_blocks> <hash_start_block> <algorithm>
 * <digest> <salt|-> [<#opt_params> <opt_params>]`: verity.rst.
 */
function parseTable(args: readonly string[]): Understood<VerityTable> {
  const cursor = cursorOver(args);
  const required = {
    version: takeNumber(cursor, 'the hash format version'),
    data: takeDevice(cursor, 'the data device'),
    hash: takeDevice(cursor, 'the hash device'),
    dataBlockBytes: takeNumber(cursor, 'the data block size'),
    hashBlockBytes: takeNumber(cursor, 'the hash block size'),
    dataBlocks: takeNumber(cursor, 'the number of data blocks'),
    hashStartBlock: takeNumber(cursor, 'the first hash block'),
    algorithm: takeWord(cursor, 'the hash algorithm'),
    rootDigest: takeWord(cursor, 'the root digest'),
    salt: takeWord(cursor, 'the salt, or -').replace(/^-$/, ''),
  };
  const words = takeGroupIfAny(cursor, 'optional parameters');
  const options = splitOptions(cursor, words, OPTIONS);
  const fields = { ...required, options: words, ...optionFields(cursor, options) };
  return finishTable(cursor, () => ({
    ...fields,
    devices: devicesOf(fields),
    summary: summaryOf(fields),
    facts: [
      { label: 'Root hash', value: fields.rootDigest },
      { label: 'Data', value: `${fields.dataBlocks} blocks of ${formatBytes(fields.dataBlockBytes)}` },
      {
        label: 'Hash blocks',
        value: `${formatBytes(fields.hashBlockBytes)}, from block ${fields.hashStartBlock}`,
      },
      ...factIf('Signed by key', fields.rootHashSigKey),
      ...factIf('Options', words.join(' ')),
      ...unknownOptions(
        options.map(({ name }) => name),
        OPTIONS,
      ),
    ],
  }));
}

type Fields = Omit<VerityTable, keyof TargetTable>;

function optionFields(cursor: Cursor, options: readonly Option[]) {
  const onCorruption = (['ignore', 'restart', 'panic'] as const).find((what) =>
    hasOption(options, `${what}_${what === 'ignore' ? '' : 'on_'}corruption`),
  );
  const onError = (['restart', 'panic'] as const).find((what) => hasOption(options, `${what}_on_error`));
  return {
    onCorruption: onCorruption ?? ('error' as const),
    onError: onError ?? ('error' as const),
    ignoresZeroBlocks: hasOption(options, 'ignore_zero_blocks'),
    checksAtMostOnce: hasOption(options, 'check_at_most_once'),
    fec: fecOf(cursor, options),
    rootHashSigKey: optionWord(options, 'root_hash_sig_key_desc'),
  };
}

function fecOf(cursor: Cursor, options: readonly Option[]): VerityFec | null {
  const device = optionWord(options, 'use_fec_from_device');
  if (device === null) return null;
  if (!isDevice(device)) fail(cursor, 'expected a device after use_fec_from_device');
  return {
    device,
    roots: optionNumber(cursor, options, 'fec_roots'),
    blocks: optionNumber(cursor, options, 'fec_blocks'),
    startBlock: optionNumber(cursor, options, 'fec_start'),
  };
}

function devicesOf(fields: Fields): readonly TargetDevice[] {
  const { data, hash, fec, dataBlockBytes, hashBlockBytes, hashStartBlock } = fields;
  const devices: TargetDevice[] = [
    { device: data, role: 'data', startSector: 0 },
    { device: hash, role: 'hash', startSector: (hashStartBlock * hashBlockBytes) / 512 },
  ];
  if (fec !== null) {
    const startSector = fec.startBlock === null ? null : (fec.startBlock * dataBlockBytes) / 512;
    devices.push({ device: fec.device, role: 'fec', startSector });
  }
  return devices;
}

const ON_CORRUPTION = {
  error: 'a block that does not match cannot be read',
  ignore: 'a block that does not match is only logged',
  restart: 'the host restarts when a block does not match',
  panic: 'the kernel panics when a block does not match',
} as const;

function summaryOf({ algorithm, onCorruption, fec, rootHashSigKey }: Fields): string {
  const signed = rootHashSigKey === null ? '' : ', signed root hash';
  const corrected = fec === null ? '' : '; errors are corrected where possible';
  return `Read-only data checked against ${algorithm} hashes${signed}; ${ON_CORRUPTION[onCorruption]}${corrected}.`;
}

/** `V` or `C`, and on newer kernels the number of corrected blocks or `-`: verity_status in dm-verity-target.c. */
function parseStatus(args: readonly string[]): Understood<VerityStatus> {
  const cursor = cursorOver(args);
  const isCorrupted = takeOneOf(cursor, ['V', 'C'], 'V or C') === 'C';
  const correctedBlocks = hasMore(cursor) ? takeNumberOrDash(cursor, 'the corrected blocks') : null;
  return finishStatus(cursor, (more) => ({
    isCorrupted,
    correctedBlocks,
    health: isCorrupted ? 'failed' : 'ok',
    badge: isCorrupted ? 'corrupted' : 'verified',
    summary: isCorrupted
      ? 'Corrupted: at least one block that was read does not match its hash.'
      : 'Every block read so far matches its hash.',
    facts: [...factIf('Blocks corrected', correctedBlocks), ...more],
  }));
}

export const verity: TargetType<VerityTable, VerityStatus> = {
  name: 'verity',
  purpose: 'Lets only data be read that matches a tree of hashes with a trusted root.',
  parseTable,
  parseStatus,
};
