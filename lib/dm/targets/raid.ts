import { formatSectors } from '../../text/size.ts';
import type { TargetDevice, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  fail,
  finishTable,
  hasOption,
  type Option,
  optionNumber,
  optionWord,
  peek,
  splitArguments,
  splitOptions,
  takeCount,
  takeDevice,
  takeGroup,
  takeWord,
  wholeNumber,
} from './argument-cursor.ts';
import { parseRaidStatus, type RaidStatus } from './raid-status.ts';
import { counted, listed, sectorsInWords, unknownOptions } from './wording.ts';

/** A pair of a table; null stands for `-`, no device. */
export type RaidMember = { readonly metadata: string | null; readonly data: string | null };

export type RaidTable = TargetTable & {
  /** `raid1`, `raid5_ls`, `raid6_zr`, `raid10` … as the kernel names it. */
  readonly level: string;
  /** 0 for raid1. */
  readonly chunkSectors: number;
  readonly members: readonly RaidMember[];
  readonly sync: 'sync' | 'nosync' | null;
  /** Indices of members to be rebuilt, and of those read only when nothing else is left. */
  readonly rebuild: readonly number[];
  readonly writeMostly: readonly number[];
  readonly regionSectors: number | null;
  readonly daemonSleepMs: number | null;
  readonly minRecoveryRateKiBs: number | null;
  readonly maxRecoveryRateKiBs: number | null;
  readonly maxWriteBehindSectors: number | null;
  readonly stripeCache: number | null;
  readonly raid10Copies: number | null;
  readonly raid10Format: string | null;
  readonly dataOffsetSectors: number | null;
  /** Members added by a reshape; negative when taken away. */
  readonly deltaDisks: number | null;
  readonly journal: { readonly device: string; readonly mode: string | null } | null;
};

/** Words after each name (dm-raid.rst); old kernels lack the later ones. */
const OPTIONS = new Map([
  ['sync', 0],
  ['nosync', 0],
  ['raid10_use_near_sets', 0],
  ['rebuild', 1],
  ['daemon_sleep', 1],
  ['min_recovery_rate', 1],
  ['max_recovery_rate', 1],
  ['write_mostly', 1],
  ['max_write_behind', 1],
  ['stripe_cache', 1],
  ['region_size', 1],
  ['raid10_copies', 1],
  ['raid10_format', 1],
  ['data_offset', 1],
  ['delta_disks', 1],
  ['journal_dev', 1],
  ['journal_mode', 1],
]);

/** `<raid_type> <#raid_params> <chunk_size> [<param>…] <#raid_devs> [<meta_dev|-> <dev|->]…`: dm-raid.rst. */
export function parseRaidTable(args: readonly string[]): Understood<RaidTable> {
  const cursor = cursorOver(args);
  const level = takeWord(cursor, 'the RAID level');
  if (cursor.reason === null && !/^raid\d/.test(level))
    fail(cursor, 'expected a RAID level such as raid1', 0);
  const [chunk = '', ...words] = takeGroup(cursor, 'parameters');
  const chunkSectors = numberIn(cursor, chunk, 'the chunk size');
  const options = splitOptions(cursor, words, OPTIONS);
  const members = takeMembers(cursor);
  const fields = { level, chunkSectors, members, ...optionFields(cursor, options) };
  return finishTable(cursor, () => ({
    ...fields,
    devices: devicesOf(fields),
    summary: summaryOf(fields),
    facts: factsOf(fields, options),
  }));
}

type Fields = Omit<RaidTable, keyof TargetTable>;

function numberIn(cursor: Cursor, text: string, what: string): number {
  const value = wholeNumber(text);
  if (value === null) fail(cursor, `expected ${what} among the parameters`);
  return value ?? 0;
}

function takeMembers(cursor: Cursor): readonly RaidMember[] {
  const count = takeCount(cursor, 'devices', 2);
  const members: RaidMember[] = [];
  for (let i = 0; i < count; i++) {
    const metadata = takeDeviceOrDash(cursor, `the metadata device ${i}, or -`);
    const data = takeDeviceOrDash(cursor, `the data device ${i}, or -`);
    members.push({ metadata, data });
  }
  return members;
}

function takeDeviceOrDash(cursor: Cursor, what: string): string | null {
  if (peek(cursor) !== '-') return takeDevice(cursor, what);
  takeWord(cursor, what);
  return null;
}

function optionFields(cursor: Cursor, options: readonly Option[]) {
  const journal = optionWord(options, 'journal_dev');
  const delta = optionWord(options, 'delta_disks');
  const number = (name: string) => optionNumber(cursor, options, name);
  return {
    sync: hasOption(options, 'nosync')
      ? ('nosync' as const)
      : hasOption(options, 'sync')
        ? ('sync' as const)
        : null,
    rebuild: indices(cursor, options, 'rebuild'),
    writeMostly: indices(cursor, options, 'write_mostly'),
    regionSectors: number('region_size'),
    daemonSleepMs: number('daemon_sleep'),
    minRecoveryRateKiBs: number('min_recovery_rate'),
    maxRecoveryRateKiBs: number('max_recovery_rate'),
    maxWriteBehindSectors: number('max_write_behind'),
    stripeCache: number('stripe_cache'),
    raid10Copies: number('raid10_copies'),
    raid10Format: optionWord(options, 'raid10_format'),
    dataOffsetSectors: number('data_offset'),
    deltaDisks: delta === null ? null : signed(cursor, delta),
    journal: journal === null ? null : { device: journal, mode: optionWord(options, 'journal_mode') },
  };
}

function indices(cursor: Cursor, options: readonly Option[], name: string): readonly number[] {
  return options
    .filter((option) => option.name === name)
    .map((option) => numberIn(cursor, option.values[0] ?? '', `an index after ${name}`));
}

function signed(cursor: Cursor, text: string): number {
  const size = numberIn(cursor, text.replace(/^-/, ''), 'a number after delta_disks');
  return text.startsWith('-') ? -size : size;
}

function devicesOf({ members, journal, dataOffsetSectors }: Fields): readonly TargetDevice[] {
  const devices: TargetDevice[] = [];
  if (journal !== null) devices.push({ device: journal.device, role: 'journal', startSector: 0 });
  for (const { metadata, data } of members) {
    if (metadata !== null) devices.push({ device: metadata, role: 'metadata', startSector: 0 });
    if (data !== null) devices.push({ device: data, role: 'data', startSector: dataOffsetSectors });
  }
  return devices;
}

function summaryOf({ level, chunkSectors, members, writeMostly, rebuild }: Fields): string {
  const missing = members.flatMap(({ data }, i) => (data === null ? [String(i)] : []));
  return [
    `${levelInWords(level)} over ${counted(members.length, 'device')}`,
    chunkSectors > 0 ? `, chunks of ${formatSectors(chunkSectors)}` : '',
    missing.length > 0 ? `; missing: number ${listed(missing)}` : '',
    rebuild.length > 0 ? `; to be rebuilt: number ${listed(rebuild.map(String))}` : '',
    writeMostly.length > 0 ? `; write-mostly: number ${listed(writeMostly.map(String))}` : '',
    '.',
  ].join('');
}

const PARITY_LAYOUTS = new Map([
  ['la', 'left asymmetric'],
  ['ls', 'left symmetric'],
  ['ra', 'right asymmetric'],
  ['rs', 'right symmetric'],
  ['n', 'parity on the last device'],
  ['zr', 'zero restart'],
  ['nr', 'N restart'],
  ['nc', 'N continue'],
  ['near', 'near copies'],
  ['far', 'far copies'],
  ['offset', 'offset copies'],
]);

/** `raid5_ls` → `RAID 5 (left symmetric)`. */
export function levelInWords(level: string): string {
  const [, number = '', layout = ''] = /^raid(\d+)_?(.*)$/.exec(level) ?? [];
  if (level === 'raid1') return 'RAID 1 (mirror)';
  if (level === 'raid0') return 'RAID 0 (no redundancy)';
  const words = PARITY_LAYOUTS.get(layout) ?? layout;
  return words === '' ? `RAID ${number}` : `RAID ${number} (${words})`;
}

function factsOf(fields: Fields, options: readonly Option[]) {
  const given = options
    .filter(({ name }) => OPTIONS.has(name) && name !== 'region_size')
    .map(({ name, values }) => [name, ...values].join(' '));
  return [
    { label: 'Level', value: fields.level },
    ...(fields.chunkSectors > 0 ? [{ label: 'Chunk size', value: sectorsInWords(fields.chunkSectors) }] : []),
    ...(fields.regionSectors === null
      ? []
      : [{ label: 'Region size', value: sectorsInWords(fields.regionSectors) }]),
    ...(given.length > 0 ? [{ label: 'Options', value: given.join(', ') }] : []),
    ...unknownOptions(
      options.map(({ name }) => name),
      OPTIONS,
    ),
  ];
}

export const raid: TargetType<RaidTable, RaidStatus> = {
  name: 'raid',
  purpose:
    'RAID 0, 1, 4, 5, 6 and 10 by the kernel’s md code, with a small metadata device beside each data device.',
  parseTable: parseRaidTable,
  parseStatus: (args, segment) => {
    const table = parseRaidTable(splitArguments(segment.args));
    return parseRaidStatus(args, table.ok ? table.value : null);
  },
};
