import type { TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  finishTable,
  hasOption,
  type Option,
  optionNumber,
  optionWord,
  splitArguments,
  splitOptions,
  takeCount,
  takeDevice,
  takeGroup,
  takeNumber,
  takeWord,
} from './argument-cursor.ts';
import { type MultipathStatus, parseMultipathStatus } from './multipath-status.ts';
import { counted, factIf, listed, unknownOptions } from './wording.ts';

export type MultipathPath = { readonly device: string; readonly args: readonly string[] };

/** Paths that are used together; the next group is used when no path of this one is left. */
export type PathGroup = {
  /** `service-time`, `round-robin`, `queue-length`, `historical-service-time`, `io-affinity`. */
  readonly selector: string;
  readonly selectorArgs: readonly string[];
  readonly paths: readonly MultipathPath[];
};

export type MultipathTable = TargetTable & {
  readonly queuesIfNoPath: boolean;
  readonly retainsAttachedHwHandler: boolean;
  readonly pgInitRetries: number | null;
  readonly pgInitDelayMs: number | null;
  /** `bio`; null for request-based, the default. */
  readonly queueMode: string | null;
  /** Every feature with its value, as printed. */
  readonly features: readonly string[];
  /** `alua` and its arguments; empty for none. */
  readonly hwHandler: readonly string[];
  readonly groups: readonly PathGroup[];
  /** Number of the group to begin with, from 1; 0 when there is none. */
  readonly firstGroup: number;
};

const FEATURES = new Map([
  ['queue_if_no_path', 0],
  ['retain_attached_hw_handler', 0],
  ['pg_init_retries', 1],
  ['pg_init_delay_msecs', 1],
  ['queue_mode', 1],
]);

/**
 * `<#features> <feature>… <#handler args> <arg>… <#groups> <first group>`, then for each group `<selector>
 * <#selector args> <arg>… <#paths> <#args a path> [<dev> <arg>…]…`: multipath_status in dm-mpath.c.
 */
export function parseMultipathTable(args: readonly string[]): Understood<MultipathTable> {
  const cursor = cursorOver(args);
  const features = takeGroup(cursor, 'features');
  const options = splitOptions(cursor, features, FEATURES);
  const hwHandler = takeGroup(cursor, 'hardware handler arguments');
  const groupCount = takeNumber(cursor, 'the number of path groups');
  const firstGroup = takeNumber(cursor, 'the first path group');
  const groups: PathGroup[] = [];
  while (groups.length < groupCount && cursor.reason === null) groups.push(takePathGroup(cursor));
  const fields = { features, hwHandler, groups, firstGroup, ...featureFields(cursor, options) };
  return finishTable(cursor, () => ({
    ...fields,
    devices: groups.flatMap(({ paths }) =>
      paths.map(({ device }) => ({ device, role: 'path', startSector: 0 })),
    ),
    summary: summaryOf(fields),
    facts: [
      ...groups.map((group, i) => ({
        label: `Group ${i + 1}`,
        value: `${[group.selector, ...group.selectorArgs].join(' ')}, ${counted(group.paths.length, 'path')}`,
      })),
      ...factIf('Hardware handler', hwHandler.join(' ')),
      ...factIf('Features', features.join(' ')),
      ...unknownOptions(
        options.map(({ name }) => name),
        FEATURES,
      ),
    ],
  }));
}

function featureFields(cursor: Cursor, options: readonly Option[]) {
  return {
    queuesIfNoPath: hasOption(options, 'queue_if_no_path'),
    retainsAttachedHwHandler: hasOption(options, 'retain_attached_hw_handler'),
    pgInitRetries: optionNumber(cursor, options, 'pg_init_retries'),
    pgInitDelayMs: optionNumber(cursor, options, 'pg_init_delay_msecs'),
    queueMode: optionWord(options, 'queue_mode'),
  };
}

function takePathGroup(cursor: Cursor): PathGroup {
  const selector = takeWord(cursor, 'the path selector');
  const selectorArgs = takeGroup(cursor, 'path selector arguments');
  const count = takeCount(cursor, 'paths', 1);
  const argsEach = takeNumber(cursor, 'the number of arguments a path');
  const paths: MultipathPath[] = [];
  while (paths.length < count && cursor.reason === null) {
    const device = takeDevice(cursor, `path ${paths.length + 1}`);
    paths.push({ device, args: takeWords(cursor, argsEach, 'a path argument') });
  }
  return { selector, selectorArgs, paths };
}

export function takeWords(cursor: Cursor, count: number, what: string): readonly string[] {
  const words: string[] = [];
  while (words.length < count && cursor.reason === null) words.push(takeWord(cursor, what));
  return words;
}

function summaryOf({ groups, queuesIfNoPath }: Pick<MultipathTable, 'groups' | 'queuesIfNoPath'>): string {
  const count = groups.reduce((sum, { paths }) => sum + paths.length, 0);
  const selectors = listed([...new Set(groups.map(({ selector }) => selector))]);
  const over = groups.length === 0 ? 'no path group' : `${counted(groups.length, 'group')} (${selectors})`;
  const without = queuesIfNoPath ? 'I/O waits when no path is left' : 'I/O fails when no path is left';
  return `${counted(count, 'path')} to one disk in ${over}; ${without}.`;
}

export const multipath: TargetType<MultipathTable, MultipathStatus> = {
  name: 'multipath',
  purpose: 'Joins several paths to the same disk, so that it stays usable when some of them fail.',
  parseTable: parseMultipathTable,
  parseStatus: (args, segment) => {
    const table = parseMultipathTable(splitArguments(segment.args));
    return parseMultipathStatus(args, table.ok ? table.value.queuesIfNoPath : null);
  },
};
