import type { Health, TargetStatus, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  fail,
  finishStatus,
  hasMore,
  peek,
  type Ratio,
  takeGroup,
  takeRatio,
  takeWord,
} from './argument-cursor.ts';
import { allOf, counted, factIf, formatPercent, wholePercent } from './wording.ts';

/** device_status_char in dm-raid1.c: A, D, F, S, R, U. */
export type LegState =
  | 'alive'
  | 'write-error'
  | 'flush-error'
  | 'sync-error'
  | 'read-error'
  | 'unknown-error'
  | 'unknown';

export type MirrorStatus = TargetStatus & {
  readonly legs: readonly { readonly device: string; readonly state: LegState }[];
  /** Regions. */
  readonly synced: Ratio;
  /** `state` is `A` alive, `D` dead, `F` flush failed; null for a log in memory. All null where an old kernel is silent. */
  readonly log: {
    readonly type: string | null;
    readonly device: string | null;
    readonly state: string | null;
  };
};

const LEG_STATES = new Map<string, LegState>([
  ['A', 'alive'],
  ['D', 'write-error'],
  ['F', 'flush-error'],
  ['S', 'sync-error'],
  ['R', 'read-error'],
  ['U', 'unknown-error'],
]);

type Fields = Omit<MirrorStatus, keyof TargetStatus>;

/** `<n> <dev>×n <synced>/<regions> [1 <health> [<#log> <type> [<dev> <state>]]]`: mirror_status in dm-raid1.c. */
export function parseMirrorStatus(args: readonly string[]): Understood<MirrorStatus> {
  const cursor = cursorOver(args);
  const devices = takeGroup(cursor, 'legs');
  const synced = takeRatio(cursor, 'synced/total regions');
  const health = hasMore(cursor) ? takeGroup(cursor, 'health words').join('') : null;
  if (health !== null && health.length !== devices.length) {
    fail(cursor, `expected ${devices.length} health characters, found ${health.length}`);
  }
  const legs = devices.map((device, i) => ({
    device,
    state: health === null ? ('unknown' as const) : (LEG_STATES.get(health[i] ?? '') ?? 'unknown'),
  }));
  const fields = { legs, synced, log: takeLog(cursor) };
  return finishStatus(cursor, (more) => ({
    ...fields,
    ...inWords(fields),
    facts: [
      { label: 'In sync', value: `${formatPercent(synced)} (${synced.part}/${synced.whole} regions)` },
      ...factIf('Legs', health),
      ...factIf('Log', listOf(fields.log)),
      ...more,
    ],
  }));
}

/** When the log daemon of a cluster does not answer, the count comes second: `userspace 1 COM_FAILURE`. */
function takeLog(cursor: Cursor): Fields['log'] {
  if (!hasMore(cursor)) return { type: null, device: null, state: null };
  if (!/^\d+$/.test(peek(cursor))) {
    const type = takeWord(cursor, 'the log type');
    return { type, device: null, state: takeGroup(cursor, 'log words').join(' ') };
  }
  const [type = null, device = null, state = null] = takeGroup(cursor, 'log words');
  return { type, device, state };
}

function listOf({ type, state }: Fields['log']): string {
  return [type ?? '', state ?? ''].filter((word) => word !== '').join(', ');
}

type Words = { readonly health: Health; readonly badge: string; readonly summary: string };

function inWords({ legs, synced, log }: Fields): Words {
  const bad = legs.filter(({ state }) => state !== 'alive' && state !== 'unknown');
  const percent = formatPercent(synced);
  if (bad.length > 0) {
    const kinds = [...new Set(bad.map(({ state }) => state.replace('-', ' ')))].join(', ');
    return {
      health: bad.length < legs.length ? 'degraded' : 'failed',
      badge: `${bad.length}/${legs.length} errors`,
      summary: `${counted(bad.length, 'leg')} of ${legs.length} had errors (${kinds}); ${percent} is in sync.`,
    };
  }
  if (log.state !== null && log.state !== 'A') {
    return {
      health: 'degraded',
      badge: 'log failed',
      summary: `The log has failed (${log.state}): which regions are in sync is no longer recorded.`,
    };
  }
  if (synced.part < synced.whole) {
    return {
      health: 'busy',
      badge: `sync ${wholePercent(synced)}`,
      summary: `The legs are being brought in line: ${percent} done.`,
    };
  }
  return {
    health: 'ok',
    badge: 'in sync',
    summary: `${allOf(legs.length, 'leg')} ${legs.length === 1 ? 'is' : 'are'} in sync.`,
  };
}
