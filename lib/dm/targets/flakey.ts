import type { TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  cursorOver,
  finishTable,
  hasOption,
  type Option,
  optionNumber,
  splitOptions,
  takeDevice,
  takeGroupIfAny,
  takeNumber,
} from './argument-cursor.ts';
import { counted, emptyStatus, factIf, listed, unknownOptions } from './wording.ts';

export type FlakeyTable = TargetTable & {
  readonly device: string;
  readonly startSector: number;
  readonly upSeconds: number;
  readonly downSeconds: number;
  /** Without any feature, every read and write fails while it is down. */
  readonly errorsReads: boolean;
  readonly dropsWrites: boolean;
  readonly errorsWrites: boolean;
  /** From 1; null for none. */
  readonly corruptByte: number | null;
  /** Of 1,000,000,000. */
  readonly randomReadCorrupt: number | null;
  readonly randomWriteCorrupt: number | null;
  readonly features: readonly string[];
};

const FEATURES = new Map([
  ['error_reads', 0],
  ['drop_writes', 0],
  ['error_writes', 0],
  ['corrupt_bio_byte', 4],
  ['random_read_corrupt', 1],
  ['random_write_corrupt', 1],
]);

/** `<dev> <offset> <up seconds> <down seconds> [<#feature args> [<feature arg>]…]`: dm-flakey.rst. */
function parseTable(args: readonly string[]): Understood<FlakeyTable> {
  const cursor = cursorOver(args);
  const device = takeDevice(cursor, 'the device');
  const startSector = takeNumber(cursor, 'the start sector');
  const upSeconds = takeNumber(cursor, 'the seconds up');
  const downSeconds = takeNumber(cursor, 'the seconds down');
  const features = takeGroupIfAny(cursor, 'feature arguments');
  const options = splitOptions(cursor, features, FEATURES);
  const isPlain = options.length === 0;
  const fields = {
    errorsReads: isPlain || hasOption(options, 'error_reads'),
    dropsWrites: hasOption(options, 'drop_writes'),
    errorsWrites: isPlain || hasOption(options, 'error_writes'),
    corruptByte: optionNumber(cursor, options, 'corrupt_bio_byte'),
    randomReadCorrupt: optionNumber(cursor, options, 'random_read_corrupt'),
    randomWriteCorrupt: optionNumber(cursor, options, 'random_write_corrupt'),
  };
  const what = listed(downInWords(options));
  return finishTable(cursor, () => ({
    ...fields,
    device,
    startSector,
    upSeconds,
    downSeconds,
    features,
    devices: [{ device, role: 'data', startSector }],
    summary: `Works for ${counted(upSeconds, 'second')}, then ${what} for ${counted(downSeconds, 'second')}, over and over.`,
    facts: [
      { label: 'Up, down', value: `${upSeconds} s, ${downSeconds} s` },
      ...factIf('Features', features.join(' ')),
      ...unknownOptions(
        options.map(({ name }) => name),
        FEATURES,
      ),
    ],
  }));
}

const PHRASES = new Map([
  ['error_reads', 'fails reads'],
  ['drop_writes', 'drops writes silently'],
  ['error_writes', 'fails writes'],
  ['corrupt_bio_byte', 'corrupts data'],
  ['random_read_corrupt', 'corrupts reads at random'],
  ['random_write_corrupt', 'corrupts writes at random'],
]);

function downInWords(options: readonly Option[]): readonly string[] {
  if (options.length === 0) return ['fails every read and write'];
  return options.map(({ name }) => PHRASES.get(name) ?? name);
}

export const flakey: TargetType<FlakeyTable> = {
  name: 'flakey',
  purpose: 'Works and fails in turn, for tests.',
  parseTable,
  parseStatus: emptyStatus,
};
