import { formatBytes, formatSectors } from '../../text/size.ts';
import type { Health, TargetStatus, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  fail,
  finishStatus,
  finishTable,
  type Option,
  optionNumber,
  optionWord,
  peek,
  type Ratio,
  remaining,
  takeDevice,
  takeNumber,
  takeOneOf,
  takeWord,
} from './argument-cursor.ts';
import { factIf, formatPercent, usedInWords } from './wording.ts';

export type VdoTable = TargetTable & {
  /** Of the table line: 0 to 4. 0 has no word for it. */
  readonly version: number;
  readonly storage: string;
  /** Blocks of 4 KiB; null in version 0. */
  readonly physicalBlocks: number | null;
  readonly minimumIoBytes: number;
  readonly blockMapCacheBlocks: number;
  readonly blockMapEra: number;
  /** Up to version 3: `sync`, `async`, `auto`, `async-unsafe`. */
  readonly writePolicy: string | null;
  /** Null where the table does not tell: then it is what was set by message, `on` and `off` by default. */
  readonly deduplicates: boolean | null;
  readonly compresses: boolean | null;
  readonly maxDiscardBlocks: number | null;
  /** Names in lower case: `ack`, `bio`, `biorotationinterval`, `cpu`, `hash`, `logical`, `physical` … */
  readonly options: readonly Option[];
};

export type VdoStatus = TargetStatus & {
  readonly device: string;
  readonly mode: string;
  readonly isRecovering: boolean;
  readonly indexState: string;
  readonly compressionState: string;
  /** Of 4 KiB. */
  readonly blocks: Ratio;
};

const BLOCK_SECTORS = 8;

/**
 * Version 4 (vdo.rst): `V4 <storage dev> <storage blocks> <512|4096> <block map cache> <era> [<key> <value>]…`. Versions
 * 0 to 3 have words in between that mean nothing any more (parse_device_config in dm-vdo-target.c). The kernel prints
 * the line as it was given, so the device may be a path.
 */
function parseTable(args: readonly string[]): Understood<VdoTable> {
  const cursor = cursorOver(args);
  const version = takeVersion(cursor);
  const storage = takeDevice(cursor, 'the storage device');
  const physicalBlocks = version >= 1 ? takeNumber(cursor, 'the storage size in blocks') : null;
  const minimumIoBytes = Number(takeOneOf(cursor, ['512', '4096'], 'the minimum I/O size') ?? 4096);
  if (version <= 1) skip(cursor, 2, 'a read cache setting');
  const blockMapCacheBlocks = takeNumber(cursor, 'the block map cache size');
  const blockMapEra = takeNumber(cursor, 'the block map era length');
  if (version <= 2) skip(cursor, 1, 'the RAID 5 mode');
  const writePolicy = version <= 3 ? takeWord(cursor, 'the write policy') : null;
  if (version <= 2) skip(cursor, 1, 'the pool name');
  const options = version <= 1 ? takeThreads(cursor) : takePairs(cursor);
  const fields = {
    version,
    storage,
    physicalBlocks,
    minimumIoBytes,
    blockMapCacheBlocks,
    blockMapEra,
    writePolicy,
    deduplicates: switchOf(options, 'deduplication'),
    compresses: switchOf(options, 'compression'),
    maxDiscardBlocks: optionNumber(cursor, options, 'maxdiscard'),
    options,
  };
  return finishTable(cursor, () => ({
    ...fields,
    devices: [{ device: storage, role: 'data', startSector: 0 }],
    summary: summaryOf(fields),
    facts: [
      ...factIf('Storage', physicalBlocks === null ? null : formatSectors(physicalBlocks * BLOCK_SECTORS)),
      { label: 'Smallest I/O', value: formatBytes(minimumIoBytes) },
      { label: 'Block map cache', value: formatSectors(blockMapCacheBlocks * BLOCK_SECTORS) },
      ...factIf('Write policy', writePolicy),
      ...options.map(({ name, values }) => ({ label: name, value: values.join(' ') })),
    ],
  }));
}

function takeVersion(cursor: Cursor): number {
  const match = /^V([1-4])$/.exec(peek(cursor));
  if (match === null) return 0;
  takeWord(cursor, 'the version');
  return Number(match[1]);
}

function skip(cursor: Cursor, count: number, what: string): void {
  for (let i = 0; i < count; i++) takeWord(cursor, what);
}

function takePairs(cursor: Cursor): readonly Option[] {
  const options: Option[] = [];
  while (remaining(cursor) > 0) {
    const name = takeWord(cursor, 'an option').toLowerCase();
    options.push({ name, values: [takeWord(cursor, `a value after ${name}`)] });
  }
  return options;
}

/** `cpu=2,ack=1`, or `.` for none. */
function takeThreads(cursor: Cursor): readonly Option[] {
  const word = takeWord(cursor, 'the thread counts');
  if (word === '.' || word === '') return [];
  return word.split(',').map((spec) => {
    const [name = '', value] = spec.split('=');
    if (value === undefined) fail(cursor, 'expected name=count among the thread counts');
    return { name: name.toLowerCase(), values: [value ?? ''] };
  });
}

function switchOf(options: readonly Option[], name: string): boolean | null {
  const word = optionWord(options, name);
  return word === null ? null : word === 'on';
}

function summaryOf({ deduplicates, compresses }: Pick<VdoTable, 'deduplicates' | 'compresses'>): string {
  const told = [
    deduplicates === null ? '' : `deduplication ${deduplicates ? 'on' : 'off'}`,
    compresses === null ? '' : `compression ${compresses ? 'on' : 'off'}`,
  ].filter((word) => word !== '');
  const settings = told.length === 0 ? '' : `, ${told.join(', ')}`;
  return `Volume that stores equal blocks once${settings}; it can run full before it looks full.`;
}

/** `<device> <mode> <recovering|-> <index state> <online|offline> <used blocks> <total blocks>`: vdo.rst. */
function parseStatus(args: readonly string[]): Understood<VdoStatus> {
  const cursor = cursorOver(args);
  const device = takeWord(cursor, 'the device');
  const mode = takeOneOf(cursor, ['normal', 'recovering', 'read-only'], 'the mode') ?? 'normal';
  const isRecovering = takeOneOf(cursor, ['recovering', '-'], 'recovering') === 'recovering';
  const indexState = takeWord(cursor, 'the index state');
  const compressionState = takeWord(cursor, 'the compression state');
  const part = takeNumber(cursor, 'the used blocks');
  const blocks = { part, whole: takeNumber(cursor, 'the total blocks') };
  return finishStatus(cursor, (more) => ({
    device,
    mode,
    isRecovering,
    indexState,
    compressionState,
    blocks,
    ...inWords({ mode, isRecovering, indexState, blocks }),
    facts: [
      { label: 'Storage', value: usedInWords(blocks, BLOCK_SECTORS) },
      { label: 'Mode', value: mode },
      { label: 'Deduplication index', value: indexState },
      { label: 'Compression', value: compressionState },
      ...more,
    ],
  }));
}

type Words = { readonly health: Health; readonly badge: string; readonly summary: string };

function inWords(status: Pick<VdoStatus, 'mode' | 'isRecovering' | 'indexState' | 'blocks'>): Words {
  const { mode, isRecovering, indexState, blocks } = status;
  const percent = formatPercent(blocks);
  const amounts = `${formatSectors(blocks.part * BLOCK_SECTORS)} of ${formatSectors(blocks.whole * BLOCK_SECTORS)}`;
  const used = `${percent} of the storage is used (${amounts})`;
  if (mode === 'read-only') {
    return {
      health: 'failed',
      badge: 'read-only',
      summary: `Read-only after an error: nothing can be written until it is rebuilt (vdoforcerebuild). ${used}.`,
    };
  }
  if (isRecovering || mode === 'recovering') {
    return { health: 'busy', badge: 'recovering', summary: `Repairing its metadata; ${used}.` };
  }
  if (blocks.part >= blocks.whole) {
    return { health: 'failed', badge: 'full', summary: `Out of storage: writes fail. ${used}.` };
  }
  if (indexState === 'error') {
    return {
      health: 'degraded',
      badge: 'no index',
      summary: `Its index has failed: nothing new is deduplicated. ${used}.`,
    };
  }
  return { health: 'ok', badge: percent, summary: `${used}.` };
}

export const vdo: TargetType<VdoTable, VdoStatus> = {
  name: 'vdo',
  purpose: 'Stores equal blocks once, compresses the rest and takes space only for what is written.',
  parseTable,
  parseStatus,
};
