import { formatSectors } from '../../text/size.ts';
import type { TargetDevice, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  fail,
  finishTable,
  isDevice,
  takeCount,
  takeDevice,
  takeGroup,
  takeGroupIfAny,
  takeNumber,
  takeWord,
  wholeNumber,
} from './argument-cursor.ts';
import { type MirrorStatus, parseMirrorStatus } from './mirror-status.ts';
import { counted, factIf, sectorsInWords, unknownOptions } from './wording.ts';

/** Where the mirror remembers which regions are in sync. */
export type MirrorLog = {
  /** `core` in memory, `disk` on a device; `clustered` is shared by the hosts of a cluster. */
  readonly kind: 'core' | 'disk' | 'unknown';
  readonly isClustered: boolean;
  /** As printed: `disk`, `clustered-disk`, `userspace`. */
  readonly type: string;
  readonly device: string | null;
  readonly regionSectors: number | null;
  readonly sync: 'sync' | 'nosync' | null;
  /** Every argument after the type. */
  readonly args: readonly string[];
};

export type MirrorTable = TargetTable & {
  readonly log: MirrorLog;
  readonly legs: readonly { readonly device: string; readonly startSector: number }[];
  readonly handlesErrors: boolean;
  readonly keepsLog: boolean;
};

const FEATURES = new Set(['handle_errors', 'keep_log']);

/** `<log type> <#log args> <log arg>… <#legs> [<dev> <offset>]… [<#features> <feature>…]`: mirror_status in dm-raid1.c. */
function parseTable(args: readonly string[]): Understood<MirrorTable> {
  const cursor = cursorOver(args);
  const log = takeLog(cursor);
  const count = takeCount(cursor, 'legs', 2);
  const legs: { device: string; startSector: number }[] = [];
  for (let i = 0; i < count; i++) {
    const device = takeDevice(cursor, `the device of leg ${i + 1}`);
    legs.push({ device, startSector: takeNumber(cursor, `the start sector of leg ${i + 1}`) });
  }
  const features = takeGroupIfAny(cursor, 'features');
  return finishTable(cursor, () => ({
    log,
    legs,
    handlesErrors: features.includes('handle_errors'),
    keepsLog: features.includes('keep_log'),
    devices: devicesOf(log, legs),
    summary: summaryOf(log, legs.length),
    facts: [
      { label: 'Log', value: [log.type, ...log.args].join(' ') },
      ...factIf('Region size', log.regionSectors === null ? null : sectorsInWords(log.regionSectors)),
      ...factIf('Features', features.filter((feature) => FEATURES.has(feature)).join(', ')),
      ...unknownOptions(features, FEATURES),
    ],
  }));
}

/**
 * core: `<region> [sync|nosync]`; disk: `<dev> <region> [sync|nosync]` (dm-log.c). A cluster's was `clustered-disk` with
 * `<dev> <region> <uuid>`, and is `userspace <uuid> [integrated_flush] clustered-disk <dev> <region>` since Linux 2.6.31.
 */
function takeLog(cursor: Cursor): MirrorLog {
  const type = takeWord(cursor, 'the log type');
  const args = takeGroup(cursor, 'log arguments');
  const inner = args.findIndex((arg) => arg.startsWith('clustered'));
  const kindOf = type === 'userspace' ? (args[inner] ?? '') : type;
  const own = type === 'userspace' ? args.slice(inner + 1) : args;
  const kind = /^(clustered[-_])?(core|disk)$/.exec(kindOf)?.[2];
  const isOnDisk = kind === 'disk';
  const device = isOnDisk ? (own[0] ?? '') : null;
  if (device !== null && !isDevice(device)) fail(cursor, "expected the log's device among the log arguments");
  return {
    kind: kind === 'core' || kind === 'disk' ? kind : 'unknown',
    isClustered: kindOf.startsWith('clustered') || type === 'userspace',
    type,
    device,
    regionSectors: wholeNumber(own[isOnDisk ? 1 : 0] ?? ''),
    sync: own.includes('nosync') ? 'nosync' : own.includes('sync') ? 'sync' : null,
    args,
  };
}

function devicesOf(log: MirrorLog, legs: MirrorTable['legs']): readonly TargetDevice[] {
  const first: TargetDevice[] =
    log.device === null ? [] : [{ device: log.device, role: 'log', startSector: 0 }];
  return [...first, ...legs.map((leg) => ({ ...leg, role: 'leg' }))];
}

function summaryOf(log: MirrorLog, legCount: number): string {
  const where = {
    core: 'log in memory: copied anew after every activation',
    disk: 'log on a device',
    unknown: `log of type ${log.type}`,
  }[log.kind];
  const regions = log.regionSectors === null ? '' : `, regions of ${formatSectors(log.regionSectors)}`;
  const kept = log.kind === 'core' && log.sync === 'nosync' ? 'log in memory, taken to be in sync' : where;
  return `Mirror of ${counted(legCount, 'leg')}${regions}, ${log.isClustered ? 'cluster-wide ' : ''}${kept}.`;
}

export const mirror: TargetType<MirrorTable, MirrorStatus> = {
  name: 'mirror',
  purpose: 'Keeps the same data on several devices (LVM’s old mirrors, and pvmove while it copies).',
  parseTable,
  parseStatus: parseMirrorStatus,
};
