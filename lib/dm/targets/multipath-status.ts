import type { Health, TargetStatus, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  finishStatus,
  takeCount,
  takeDevice,
  takeGroup,
  takeNumber,
  takeOneOf,
  takeWord,
} from './argument-cursor.ts';
import { allOf, counted, factIf } from './wording.ts';

export type PathStatus = {
  readonly device: string;
  readonly isActive: boolean;
  readonly failCount: number;
  /** What the path selector adds: in-flight bytes, throughput, queue length … */
  readonly args: readonly string[];
};

export type PathGroupStatus = {
  readonly state: 'active' | 'enabled' | 'disabled';
  readonly selectorArgs: readonly string[];
  readonly paths: readonly PathStatus[];
};

export type MultipathStatus = TargetStatus & {
  /** I/O is held back now: no group is chosen yet, or one is being initialised. Null where the kernel does not tell. */
  readonly isQueueing: boolean | null;
  readonly pgInitCount: number | null;
  readonly hwHandler: readonly string[];
  readonly groups: readonly PathGroupStatus[];
  /** From 1; 0 for none. */
  readonly currentGroup: number;
};

/**
 * `<#features> <queue_io> <pg_init_count> <#handler words> … <#groups> <next group>`, then for each group `<A|E|D>
 * <#selector words> … <#paths> <#words a path> [<dev> <A|F> <fail count> <word>…]…`: multipath_status in dm-mpath.c.
 * A path has 0 words with round-robin, 1 with queue-length, 2 with service-time, 3 with historical-service-time.
 */
export function parseMultipathStatus(
  args: readonly string[],
  queuesIfNoPath: boolean | null,
): Understood<MultipathStatus> {
  const cursor = cursorOver(args);
  const [queueing, pgInits] = takeGroup(cursor, 'features');
  const hwHandler = takeGroup(cursor, 'hardware handler words');
  const groupCount = takeNumber(cursor, 'the number of path groups');
  const currentGroup = takeNumber(cursor, 'the current path group');
  const groups: PathGroupStatus[] = [];
  while (groups.length < groupCount && cursor.reason === null) groups.push(takeGroupStatus(cursor));
  return finishStatus(cursor, (more) => ({
    isQueueing: queueing === undefined ? null : queueing !== '0',
    pgInitCount: pgInits === undefined ? null : Number(pgInits) || 0,
    hwHandler,
    groups,
    currentGroup,
    ...inWords(groups, queuesIfNoPath),
    facts: [
      ...groups.map((group, i) => ({ label: `Group ${i + 1}`, value: groupInWords(group) })),
      ...factIf('I/O is held back', queueing === undefined ? null : queueing === '0' ? 'no' : 'yes'),
      ...more,
    ],
  }));
}

const GROUP_STATES = { A: 'active', E: 'enabled', D: 'disabled' } as const;

function takeGroupStatus(cursor: Cursor): PathGroupStatus {
  const state = takeOneOf(cursor, ['A', 'E', 'D'], 'the state of a path group') ?? 'E';
  const selectorArgs = takeGroup(cursor, 'path selector words');
  const count = takeCount(cursor, 'paths', 3);
  const wordsEach = takeNumber(cursor, 'the number of words a path');
  const paths: PathStatus[] = [];
  while (paths.length < count && cursor.reason === null) paths.push(takePathStatus(cursor, wordsEach));
  return { state: GROUP_STATES[state], selectorArgs, paths };
}

function takePathStatus(cursor: Cursor, wordsEach: number): PathStatus {
  const device = takeDevice(cursor, 'the device of a path');
  const isActive = takeOneOf(cursor, ['A', 'F'], 'the state of a path') === 'A';
  const failCount = takeNumber(cursor, 'the fail count of a path');
  const args: string[] = [];
  while (args.length < wordsEach && cursor.reason === null) args.push(takeWord(cursor, 'a word of a path'));
  return { device, isActive, failCount, args };
}

function groupInWords({ state, paths }: PathGroupStatus): string {
  const inPaths = paths.map(({ device, isActive, failCount }) => {
    const failures = failCount > 0 ? `, ${counted(failCount, 'failure')}` : '';
    return `${device} ${isActive ? 'works' : 'failed'}${failures}`;
  });
  return [state, ...inPaths].join('; ');
}

type Words = { readonly health: Health; readonly badge: string; readonly summary: string };

const WITHOUT_PATH = ['It has no path', 'Its only path has failed'] as const;

function inWords(groups: readonly PathGroupStatus[], queuesIfNoPath: boolean | null): Words {
  const paths = groups.flatMap((group) => group.paths);
  const total = paths.length;
  const works = paths.filter(({ isActive }) => isActive).length;
  const badge = `${works}/${total} paths`;
  if (works === 0) {
    const then =
      queuesIfNoPath === null ? 'waits or fails' : queuesIfNoPath ? 'waits until one is back' : 'fails';
    const which = WITHOUT_PATH[total] ?? `None of its ${total} paths works`;
    return { health: 'failed', badge, summary: `${which}: I/O ${then}.` };
  }
  if (works < total) {
    const failed = total - works;
    return {
      health: 'degraded',
      badge,
      summary: `${works} of ${total} paths ${works === 1 ? 'works' : 'work'}; ${failed} ${failed === 1 ? 'has' : 'have'} failed.`,
    };
  }
  const all = `${allOf(total, 'path')} ${total === 1 ? 'works' : 'work'}`;
  const failures = paths.reduce((sum, { failCount }) => sum + failCount, 0);
  const past = failures === 0 ? '' : `; ${counted(failures, 'failure')} so far`;
  return { health: 'ok', badge, summary: `${all}${past}.` };
}
