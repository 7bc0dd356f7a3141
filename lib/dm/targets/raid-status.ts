import type { Health, TargetStatus, Understood } from '../target-type.ts';
import {
  cursorOver,
  fail,
  finishStatus,
  hasMore,
  type Ratio,
  takeNumber,
  takeRatio,
  takeWord,
} from './argument-cursor.ts';
import { allOf, counted, factIf, formatPercent, listed, sectorsInWords, wholePercent } from './wording.ts';

/** `A` in sync, `a` not in sync yet, `D` dead, `-` no device; anything newer is kept as it is. */
export type RaidMemberState = 'in-sync' | 'not-in-sync' | 'dead' | 'missing' | 'unknown';

export type RaidStatus = TargetStatus & {
  readonly level: string;
  readonly members: readonly RaidMemberState[];
  /** Sectors that have undergone the action. */
  readonly synced: Ratio;
  /** `idle`, `frozen`, `resync`, `recover`, `check`, `repair`, `reshape`; null before dm-raid 1.5.0. */
  readonly action: string | null;
  /** Differences found by the last `check`; null before 1.5.0. */
  readonly mismatchCount: number | null;
  /** Null before 1.9.0. */
  readonly dataOffsetSectors: number | null;
  /** `A` write-through, `a` write-back, `D` dead, `-` none; null before 1.10.0. */
  readonly journal: string | null;
};

const MEMBER_STATES = new Map<string, RaidMemberState>([
  ['A', 'in-sync'],
  ['a', 'not-in-sync'],
  ['D', 'dead'],
  ['-', 'missing'],
]);

type Fields = Omit<RaidStatus, keyof TargetStatus>;

/** What of the table bears on how many losses the array survives. */
export type RaidShape = { readonly raid10Copies: number | null };

/** `<raid_type> <#devices> <health_chars> <sync_ratio> [<action> <mismatches> [<data_offset> [<journal>]]]`: dm-raid.rst. */
export function parseRaidStatus(args: readonly string[], shape: RaidShape | null): Understood<RaidStatus> {
  const cursor = cursorOver(args);
  const level = takeWord(cursor, 'the RAID level');
  const count = takeNumber(cursor, 'the number of devices');
  const chars = takeWord(cursor, 'the health characters');
  if (cursor.reason === null && chars.length !== count) {
    fail(cursor, `expected ${count} health characters, found ${chars.length}`, 2);
  }
  const fields: Fields = {
    level,
    members: [...chars].map((char) => MEMBER_STATES.get(char) ?? 'unknown'),
    synced: takeRatio(cursor, 'the sync ratio'),
    action: hasMore(cursor) ? takeWord(cursor, 'the sync action') : null,
    mismatchCount: hasMore(cursor) ? takeNumber(cursor, 'the mismatch count') : null,
    dataOffsetSectors: hasMore(cursor) ? takeNumber(cursor, 'the data offset') : null,
    journal: hasMore(cursor) ? takeWord(cursor, 'the journal state') : null,
  };
  return finishStatus(cursor, (more) => ({
    ...fields,
    ...inWords(fields, shape?.raid10Copies ?? 2),
    facts: [
      { label: 'Devices', value: chars },
      {
        label: 'In sync',
        value: `${formatPercent(fields.synced)} (${fields.synced.part}/${fields.synced.whole} sectors)`,
      },
      ...factIf('Action', fields.action),
      ...factIf('Mismatches', fields.mismatchCount),
      ...(fields.dataOffsetSectors === null || fields.dataOffsetSectors === 0
        ? []
        : [{ label: 'Data offset', value: sectorsInWords(fields.dataOffsetSectors) }]),
      ...factIf('Journal', JOURNALS.get(fields.journal ?? '') ?? null),
      ...more,
    ],
  }));
}

const JOURNALS = new Map([
  ['A', 'active, write-through'],
  ['a', 'active, write-back'],
  ['D', 'dead'],
]);

type Words = { readonly health: Health; readonly badge: string; readonly summary: string };

function inWords(fields: Fields, copies: number): Words {
  const lost = fields.members.flatMap((state, i) => (state === 'dead' || state === 'missing' ? [i] : []));
  const total = fields.members.length;
  const progress = progressInWords(fields);
  if (lost.length > 0) {
    const isGone = !survives(fields, lost, copies);
    const which = `${counted(lost.length, 'device')} of ${total} ${lost.length === 1 ? 'is' : 'are'} lost (number ${listed(lost.map(String))})`;
    return {
      health: isGone ? 'failed' : 'degraded',
      badge: `${lost.length}/${total} lost`,
      summary: isGone
        ? `Failed: ${which}, more than ${fields.level} survives.`
        : `Degraded: ${which}, the data is still there.${progress === null ? '' : ` ${progress.summary}`}`,
    };
  }
  if (fields.journal === 'D') {
    return { health: 'failed', badge: 'journal dead', summary: 'Its journal device is dead: writes fail.' };
  }
  if (progress !== null) return progress;
  return inSync(fields);
}

/** What the array is doing; null when it is idle. */
function progressInWords({ action, synced, members }: Fields): Words | null {
  if (action === null || action === 'idle' || action === 'frozen') return null;
  const badge = `${action} ${wholePercent(synced)}`;
  const percent = formatPercent(synced);
  const summaries = new Map([
    ['resync', `Copies are being brought in line: ${percent} done.`],
    ['recover', `A replaced device is being rebuilt: ${percent} done; until then redundancy is reduced.`],
    ['check', `All data is being read and compared: ${percent} done.`],
    ['repair', `All data is being read, compared and repaired: ${percent} done.`],
    ['reshape', `Its layout is being changed: ${percent} done.`],
  ]);
  const isRebuilding = action === 'recover' && members.includes('not-in-sync');
  return {
    health: isRebuilding ? 'degraded' : 'busy',
    badge,
    summary: summaries.get(action) ?? `Under way: ${action}, ${percent} done.`,
  };
}

function inSync({ members, synced, action, mismatchCount, level }: Fields): Words {
  const behind = members.filter((state) => state !== 'in-sync').length;
  const total = members.length;
  const all = `${allOf(total, 'device')} ${total === 1 ? 'works' : 'work'}`;
  if (behind > 0) {
    const why = action === 'frozen' ? ': synchronisation is frozen' : '';
    return {
      health: action === null ? 'busy' : 'degraded',
      badge: `sync ${wholePercent(synced)}`,
      summary: `${behind} of ${counted(total, 'device')} ${behind === 1 ? 'is' : 'are'} not in sync (${formatPercent(synced)} done)${why}.`,
    };
  }
  if (mismatchCount !== null && mismatchCount > 0) {
    return {
      health: 'degraded',
      badge: 'mismatches',
      summary: `${all}, but the last check found ${mismatchCount} sectors whose copies or parity differ.`,
    };
  }
  const isStriped = level === 'raid0';
  return {
    health: 'ok',
    badge: isStriped ? `${total}/${total}` : 'in sync',
    summary: isStriped ? `${all}.` : `${all} and ${total === 1 ? 'is' : 'are'} in sync.`,
  };
}

function survives({ level, members }: Fields, lost: readonly number[], copies: number): boolean {
  const total = members.length;
  if (level.startsWith('raid10')) return survivesRaid10(total, lost, copies);
  if (level.startsWith('raid1')) return lost.length < total;
  if (level.startsWith('raid6')) return lost.length <= 2;
  if (level.startsWith('raid4') || level.startsWith('raid5')) return lost.length <= 1;
  return !level.startsWith('raid0');
}

/** Copies of a chunk lie on neighbours, in groups or around the end: `copies` lost in a row are too many. */
function survivesRaid10(total: number, lost: readonly number[], copies: number): boolean {
  const isLost = new Set(lost);
  const isGrouped = total % copies === 0;
  const end = isGrouped ? total : total * 2;
  let run = 0;
  for (let at = 0; at < end; at++) {
    if (isGrouped && at % copies === 0) run = 0;
    run = isLost.has(at % total) ? run + 1 : 0;
    if (run >= copies) return false;
  }
  return true;
}
