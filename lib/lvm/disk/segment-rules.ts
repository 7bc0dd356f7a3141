/**
 * What each type of segment has to say, and what its numbers may be: the text_import functions of lib/TYPE/TYPE.c and the checks
 * of lib/metadata/merge.c of LVM 2.03.16, in whose words the keys are.
 */
import { MOST_SECTORS, type NumberRule } from './section-reader.ts';

export type SegmentRules = {
  readonly numbers: Readonly<Record<string, NumberRule>>;
  /** Keys that name another volume of the group: whether they have to be there. */
  readonly volumes: Readonly<Record<string, 'required' | 'optional'>>;
  /** Words that have to be one of these where they are there; null for any. */
  readonly words: Readonly<Record<string, readonly string[] | null>>;
  /** What it is made of. `pairs`: of a name and an extent each; `names`: of volumes. */
  readonly list: {
    readonly key: string;
    readonly form: 'pairs' | 'names';
    /** Where it says how many there are; one of these. */
    readonly counts: readonly string[];
  } | null;
};

const REQUIRED: NumberRule = { isRequired: true };
const REGION: NumberRule = { min: 1, isPowerOfTwo: true };
const COUNT: NumberRule = { min: 1 };
const ID: NumberRule = { max: Number.MAX_SAFE_INTEGER };
const REQUIRED_ID: NumberRule = { ...ID, isRequired: true };
const SECTORS: NumberRule = { max: MOST_SECTORS };
const CACHE_CHUNK: NumberRule = { min: 64, max: 2 ** 21, multipleOf: 64 };
const NONE = { numbers: {}, volumes: {}, words: {}, list: null };
const CACHE_WORDS = { cache_mode: ['writethrough', 'writeback', 'passthrough'], policy: null };

const STRIPED: SegmentRules = {
  ...NONE,
  numbers: { stripe_count: COUNT, stripe_size: COUNT },
  list: { key: 'stripes', form: 'pairs', counts: ['stripe_count'] },
};

const RATES = {
  writebehind: {},
  min_recovery_rate: {},
  max_recovery_rate: {},
  data_offset: {},
  data_copies: {},
};
const RAID: SegmentRules = {
  ...NONE,
  numbers: {
    ...RATES,
    device_count: COUNT,
    stripe_count: COUNT,
    region_size: { ...REGION, isRequired: true },
    stripe_size: { ...REGION, isRequired: true },
  },
  list: { key: 'raids', form: 'names', counts: ['device_count', 'stripe_count'] },
};
const RAID1: SegmentRules = { ...RAID, numbers: { ...RAID.numbers, stripe_size: { max: 0 } } };
const RAID0_META: SegmentRules = {
  ...RAID,
  numbers: {
    ...RAID.numbers,
    ...{ region_size: { max: 0 }, writebehind: { max: 0 }, data_offset: { max: 1 } },
    ...{ min_recovery_rate: { max: 0 }, max_recovery_rate: { max: 0 } },
  },
};
const RAID0: SegmentRules = {
  ...RAID0_META,
  list: { key: 'raid0_lvs', form: 'names', counts: ['device_count', 'stripe_count'] },
};

const THREADS: NumberRule = { max: 100, isRequired: true };
const BUSY_THREADS: NumberRule = { ...THREADS, min: 1 };
const SWITCH: NumberRule = { max: 1 };

const BY_TYPE: ReadonlyMap<string, SegmentRules> = new Map<string, SegmentRules>([
  ['striped', STRIPED],
  ['zero', NONE],
  ['error', NONE],
  [
    'mirror',
    {
      ...NONE,
      numbers: { mirror_count: COUNT, extents_moved: {}, region_size: REGION },
      volumes: { mirror_log: 'optional' },
      list: { key: 'mirrors', form: 'pairs', counts: ['mirror_count'] },
    },
  ],
  ['raid0', RAID0],
  ['raid0_meta', RAID0_META],
  ['raid1', RAID1],
  [
    'snapshot',
    {
      ...NONE,
      numbers: { chunk_size: REQUIRED },
      volumes: { origin: 'required', cow_store: 'optional', merging_store: 'optional' },
    },
  ],
  [
    'thin-pool',
    {
      ...NONE,
      numbers: {
        ...{ transaction_id: REQUIRED_ID, zero_new_blocks: {}, crop_metadata: {} },
        chunk_size: { min: 128, max: 2 ** 21, multipleOf: 128, isRequired: true },
      },
      volumes: { metadata: 'required', pool: 'required' },
      words: { discards: ['ignore', 'nopassdown', 'passdown'] },
    },
  ],
  [
    'thin',
    {
      ...NONE,
      numbers: { transaction_id: REQUIRED_ID, device_id: { max: 2 ** 24 - 1, isRequired: true } },
      volumes: { thin_pool: 'required', origin: 'optional', external_origin: 'optional', merge: 'optional' },
    },
  ],
  [
    'cache-pool',
    {
      ...NONE,
      numbers: { chunk_size: { ...CACHE_CHUNK, isRequired: true }, metadata_format: { min: 1, max: 2 } },
      volumes: { data: 'required', metadata: 'required' },
      words: CACHE_WORDS,
    },
  ],
  [
    'cache',
    {
      ...NONE,
      numbers: {
        ...{ chunk_size: CACHE_CHUNK, cleaner: {}, metadata_format: { min: 2, max: 2 } },
        ...{ metadata_start: SECTORS, metadata_len: SECTORS, data_start: SECTORS, data_len: SECTORS },
      },
      volumes: { cache_pool: 'required', origin: 'required' },
      words: CACHE_WORDS,
    },
  ],
  [
    'writecache',
    {
      ...NONE,
      numbers: {
        ...{ writecache_block_size: REQUIRED, high_watermark: ID, low_watermark: ID, writeback_jobs: ID },
        ...{ autocommit_blocks: ID, autocommit_time: ID, fua: {}, nofua: {}, cleaner: {}, max_age: {} },
      },
      volumes: { writecache: 'required', origin: 'required' },
    },
  ],
  [
    'integrity',
    {
      ...NONE,
      numbers: {
        ...{ data_sectors: { ...SECTORS, isRequired: true }, tag_size: REQUIRED, block_size: REQUIRED },
        ...{ recalculate: {}, journal_sectors: {}, interleave_sectors: {}, buffer_sectors: {} },
        ...{ journal_watermark: {}, commit_time: {}, bitmap_flush_interval: {}, sectors_per_bit: ID },
      },
      volumes: { origin: 'required', meta_dev: 'optional' },
      words: { mode: null, internal_hash: null },
    },
  ],
  ['vdo', { ...NONE, numbers: { vdo_offset: REQUIRED }, volumes: { vdo_pool: 'required' } }],
  [
    'vdo-pool',
    {
      ...NONE,
      numbers: {
        ...{ header_size: REQUIRED, virtual_extents: REQUIRED, minimum_io_size: REQUIRED },
        ...{ use_compression: SWITCH, use_deduplication: SWITCH, use_metadata_hints: SWITCH },
        ...{ use_sparse_index: SWITCH, slab_size_mb: { min: 128, max: 32_768, isRequired: true } },
        block_map_cache_size_mb: { min: 128, max: 2 ** 24 - 1, isRequired: true },
        block_map_era_length: { min: 1, max: 16_380, isRequired: true },
        index_memory_size_mb: { min: 256, max: 2 ** 30, isRequired: true },
        max_discard: { min: 1, max: 1_048_575, isRequired: true },
        bio_rotation: { min: 1, max: 1024, isRequired: true },
        ...{ ack_threads: THREADS, bio_threads: BUSY_THREADS, cpu_threads: BUSY_THREADS },
        ...{ hash_zone_threads: THREADS, logical_threads: THREADS },
        physical_threads: { max: 16, isRequired: true },
      },
      volumes: { data: 'required' },
      words: { write_policy: ['auto', 'sync', 'async', 'async-unsafe'] },
    },
  ],
]);

/** Null for a type that LVM 2.03.16 does not know. */
export function segmentRules(type: string): SegmentRules | null {
  const known = BY_TYPE.get(type);
  if (known) return known;
  return RAIDS.test(type) ? RAID : null;
}

const RAIDS = /^raid(?:4|10|10_near|5(?:_n|_ls|_la|_rs|_ra)?|6(?:_nc|_nr|_zr|_n_6|_(?:ls|la|rs|ra)_6)?)$/;

/** Flags that LVM writes behind a type, so that versions that do not know them leave the volume alone. */
const TYPE_FLAGS: ReadonlySet<string> = new Set([
  ...['RESHAPE', 'RESHAPE_DATA_OFFSET', 'RESHAPE_DELTA_DISKS_PLUS', 'RESHAPE_DELTA_DISKS_MINUS'],
  ...['REMOVE_AFTER_RESHAPE', 'METADATA_FORMAT', 'CROP_METADATA', 'CACHE_USES_CACHEVOL'],
]);

/** `cache` and its flags of `cache+CACHE_USES_CACHEVOL`; with a flag that LVM does not know it is another type. */
export function typeAndFlags(written: string): { readonly type: string; readonly flags: readonly string[] } {
  const [type = '', ...flags] = written.split('+');
  return flags.every((flag) => TYPE_FLAGS.has(flag)) ? { type, flags } : { type: written, flags: [] };
}
