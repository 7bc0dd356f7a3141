import type { TargetStatus, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  fail,
  finishStatus,
  finishTable,
  hasMore,
  peek,
  type Ratio,
  takeDevice,
  takeNumber,
  takeOneOf,
  takeRatio,
} from './argument-cursor.ts';
import { counted } from './wording.ts';

/** The first of several devices is a regular one that serves as cache. */
export type ZonedTable = TargetTable & { readonly cache: string | null; readonly zoned: readonly string[] };

/** Free and total zones of one device. */
export type ZonedZones = { readonly random: Ratio; readonly sequential: Ratio };

export type ZonedStatus = TargetStatus & {
  readonly zoneCount: number;
  /** Free and total; null on older kernels. */
  readonly cacheZones: Ratio | null;
  readonly devices: readonly ZonedZones[];
};

/** `<zoned dev>` or `<regular dev> <zoned dev>…`: dm-zoned.rst. */
function parseTable(args: readonly string[]): Understood<ZonedTable> {
  const cursor = cursorOver(args);
  const devices = [takeDevice(cursor, 'the zoned device')];
  while (hasMore(cursor)) devices.push(takeDevice(cursor, 'a zoned device'));
  const cache = devices.length > 1 ? (devices[0] ?? null) : null;
  const zoned = cache === null ? devices : devices.slice(1);
  const onto = `${counted(zoned.length, 'zoned device')}${cache === null ? '' : ' with a regular one as cache'}`;
  return finishTable(cursor, () => ({
    cache,
    zoned,
    devices: devices.map((device, i) => ({
      device,
      role: i === 0 && cache !== null ? 'cache' : 'zoned',
      startSector: 0,
    })),
    summary: `Makes ${onto} look like an ordinary disk.`,
    facts: [],
  }));
}

/**
 * `<n> zones [<free>/<all> cache] [<free>/<all> random <free>/<all> sequential]…`: dmz_status in dm-zoned-target.c;
 * older kernels print it without the cache (dm-zoned.rst).
 */
function parseStatus(args: readonly string[]): Understood<ZonedStatus> {
  const cursor = cursorOver(args);
  const zoneCount = takeNumber(cursor, 'the number of zones');
  takeOneOf(cursor, ['zones'], 'a word');
  const cacheZones = args[3] === 'cache' ? takeRatio(cursor, 'free/total cache zones') : null;
  if (cacheZones !== null) takeOneOf(cursor, ['cache'], 'a word');
  const devices: ZonedZones[] = [];
  while (hasMore(cursor) && peek(cursor).includes('/')) devices.push(takeZones(cursor));
  if (cacheZones === null && devices.length === 0) fail(cursor, 'expected free/total random zones');
  const random = devices.map((device) => device.random);
  const buffer = cacheZones !== null && cacheZones.whole > 0 ? [cacheZones, ...random] : random;
  const free = sum(buffer);
  const isScarce = free.whole > 0 && free.part === 0;
  return finishStatus(cursor, (more) => ({
    zoneCount,
    cacheZones,
    devices,
    health: isScarce ? 'degraded' : 'ok',
    badge: isScarce ? 'no free zone' : null,
    summary: isScarce
      ? `None of the ${counted(free.whole, 'zone')} that take random writes is free: writes wait for reclaim.`
      : `${free.part} of ${counted(free.whole, 'zone')} that take random writes ${free.part === 1 ? 'is' : 'are'} free, of ${zoneCount} in all.`,
    facts: [
      ...(cacheZones === null ? [] : [{ label: 'Cache zones free', value: inWords(cacheZones) }]),
      ...devices.flatMap(({ random, sequential }) => [
        { label: 'Random zones free', value: inWords(random) },
        { label: 'Sequential zones free', value: inWords(sequential) },
      ]),
      ...more,
    ],
  }));
}

function takeZones(cursor: Cursor): ZonedZones {
  const random = takeRatio(cursor, 'free/total random zones');
  takeOneOf(cursor, ['random'], 'a word');
  const sequential = takeRatio(cursor, 'free/total sequential zones');
  takeOneOf(cursor, ['sequential'], 'a word');
  return { random, sequential };
}

function sum(ratios: readonly Ratio[]): Ratio {
  return ratios.reduce((all, { part, whole }) => ({ part: all.part + part, whole: all.whole + whole }), {
    part: 0,
    whole: 0,
  });
}

function inWords({ part, whole }: Ratio): string {
  return `${part} of ${whole}`;
}

export const zoned: TargetType<ZonedTable, ZonedStatus> = {
  name: 'zoned',
  purpose: 'Makes a disk that can only be written in sequence (SMR, ZNS) take writes anywhere.',
  parseTable,
  parseStatus,
};
