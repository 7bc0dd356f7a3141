import { formatBytes } from '../../text/size.ts';
import type { TargetDevice, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  fail,
  finishTable,
  isDevice,
  type Option,
  optionNumber,
  takeDevice,
  takeGroup,
  takeNumber,
  takeNumberOrDash,
  takeOneOf,
} from './argument-cursor.ts';
import { type IntegrityStatus, parseIntegrityStatus } from './integrity-status.ts';
import { sectorsInWords } from './wording.ts';

/** An algorithm, and whether a key goes with it; the key itself is never kept. */
export type IntegrityAlgorithm = { readonly name: string; readonly isKeyed: boolean };

export type IntegrityTable = TargetTable & {
  readonly device: string;
  readonly startSector: number;
  /** Null for `-`: as long as the hash. */
  readonly tagSizeBytes: number | null;
  readonly mode: 'J' | 'B' | 'D' | 'R' | 'I';
  /** Where tags and journal lie when not beside the data; null for beside it. */
  readonly metaDevice: string | null;
  readonly blockSizeBytes: number;
  /** Null when the layer above (dm-crypt) makes the tags. */
  readonly internalHash: IntegrityAlgorithm | null;
  readonly journalCrypt: IntegrityAlgorithm | null;
  readonly journalMac: IntegrityAlgorithm | null;
  readonly journalSectors: number | null;
  readonly interleaveSectors: number | null;
  readonly bufferSectors: number | null;
  readonly journalWatermarkPercent: number | null;
  readonly commitTimeMs: number | null;
  readonly sectorsPerBit: number | null;
  readonly bitmapFlushIntervalMs: number | null;
  readonly isRecalculating: boolean;
  readonly allowsDiscards: boolean;
  /** Every option by its name: `fix_padding`, `legacy_recalculate` … */
  readonly options: readonly string[];
};

/** `<dev> <reserved sectors> <tag size|-> <J|B|D|R|I> <#args> [<name>[:<value>]]…`: dm-integrity.rst. */
function parseTable(args: readonly string[]): Understood<IntegrityTable> {
  const cursor = cursorOver(args);
  const device = takeDevice(cursor, 'the device');
  const startSector = takeNumber(cursor, 'the start sector');
  const tagSizeBytes = takeNumberOrDash(cursor, 'the tag size');
  const mode = takeOneOf(cursor, ['J', 'B', 'D', 'R', 'I'], 'the mode') ?? 'J';
  const options = takeGroup(cursor, 'options').map(optionOf);
  const fields = { device, startSector, tagSizeBytes, mode, ...optionFields(cursor, options) };
  return finishTable(cursor, () => ({
    ...fields,
    devices: devicesOf(fields),
    summary: summaryOf(fields),
    facts: factsOf(fields),
  }));
}

type Fields = Omit<IntegrityTable, keyof TargetTable>;

function optionOf(word: string): Option {
  const colon = word.indexOf(':');
  return colon < 0
    ? { name: word, values: [] }
    : { name: word.slice(0, colon), values: [word.slice(colon + 1)] };
}

function optionFields(cursor: Cursor, options: readonly Option[]) {
  const names = options.map(({ name }) => name);
  const number = (name: string) => optionNumber(cursor, options, name);
  const metaDevice = options.find(({ name }) => name === 'meta_device')?.values[0] ?? null;
  if (metaDevice !== null && !isDevice(metaDevice)) fail(cursor, 'expected a device after meta_device:');
  return {
    metaDevice,
    blockSizeBytes: number('block_size') ?? 512,
    internalHash: algorithmOf(options, 'internal_hash'),
    journalCrypt: algorithmOf(options, 'journal_crypt'),
    journalMac: algorithmOf(options, 'journal_mac'),
    journalSectors: number('journal_sectors'),
    interleaveSectors: number('interleave_sectors'),
    bufferSectors: number('buffer_sectors'),
    journalWatermarkPercent: number('journal_watermark'),
    commitTimeMs: number('commit_time'),
    sectorsPerBit: number('sectors_per_bit'),
    bitmapFlushIntervalMs: number('bitmap_flush_interval'),
    isRecalculating: names.includes('recalculate') || names.includes('reset_recalculate'),
    allowsDiscards: names.includes('allow_discards') || names.includes('allow_discards_keyed'),
    options: names,
  };
}

/** `crc32c`, or `hmac(sha256):<key>`. */
function algorithmOf(options: readonly Option[], name: string): IntegrityAlgorithm | null {
  const value = options.find((option) => option.name === name)?.values[0];
  if (value === undefined) return null;
  const [algorithm = '', ...key] = value.split(':');
  return { name: algorithm, isKeyed: key.length > 0 };
}

function devicesOf({ device, startSector, metaDevice }: Fields): readonly TargetDevice[] {
  const data: TargetDevice = { device, role: 'data', startSector };
  return metaDevice === null ? [data] : [data, { device: metaDevice, role: 'metadata', startSector: null }];
}

const MODES = {
  J: 'a journal keeps data and tags together in a crash',
  B: 'a bitmap marks what to recalculate after a crash',
  D: 'no journal: a crash can leave false mismatches',
  R: 'recovery: for reading only, without checking',
  I: 'tags are kept in the device’s own integrity area',
} as const;

function summaryOf({ internalHash, tagSizeBytes, mode }: Fields): string {
  const tags = tagSizeBytes === null ? 'tags' : `tags of ${tagSizeBytes} bytes`;
  const what =
    internalHash === null
      ? `Keeps ${tags} for the layer above`
      : `Checks all data read against its ${internalHash.name} checksum`;
  return `${what}; ${MODES[mode]}.`;
}

function factsOf(fields: Fields) {
  const algorithms = [
    ['Checksum', fields.internalHash],
    ['Journal encryption', fields.journalCrypt],
    ['Journal checksum', fields.journalMac],
  ] as const;
  return [
    { label: 'Mode', value: fields.mode },
    {
      label: 'Tag size',
      value: fields.tagSizeBytes === null ? 'as the hash' : `${fields.tagSizeBytes} bytes`,
    },
    { label: 'Block size', value: formatBytes(fields.blockSizeBytes) },
    ...algorithms.flatMap(([label, algorithm]) =>
      algorithm === null ? [] : [{ label, value: `${algorithm.name}${algorithm.isKeyed ? ', keyed' : ''}` }],
    ),
    ...(fields.journalSectors === null
      ? []
      : [{ label: 'Journal', value: sectorsInWords(fields.journalSectors) }]),
    { label: 'Options', value: fields.options.join(', ') },
  ];
}

export const integrity: TargetType<IntegrityTable, IntegrityStatus> = {
  name: 'integrity',
  purpose: 'Stores a checksum with every block, so that silent corruption is found when it is read.',
  parseTable,
  parseStatus: parseIntegrityStatus,
};
