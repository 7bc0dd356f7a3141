/** Snapshots of a mounted thin volume that is written to, killed at a random moment, and what must be true afterwards. */
import { expect } from 'vitest';
import type { Run, RunSummary } from '../../lib/run/run.ts';
import type { Guest } from './guest.ts';
import { DMSCOPE, dmscope, journalList, journalRun } from './run-in-guest.ts';
import { thinIdsOf } from './thin-pool.ts';

/** What is killed: dmscope alone; it, its guard, its children and their process groups; its control group as a whole. */
export type Mode = 'alone' | 'guards' | 'group';

export type Round = {
  readonly thinId: number;
  readonly mode: Mode;
  /** Of the guest's time, since dmscope was started, or since the volume was first seen suspended. */
  readonly since: 'start' | 'suspended';
  readonly delayMs: number;
};

export type Measured = Round & {
  /** The longest time that the volume was suspended at a stretch. */
  readonly suspendedMs: number;
  /** From the next start of dmscope to the moment when the volume went on; null where it already did. */
  readonly resumedAfterStartMs: number | null;
  readonly isTold: boolean;
};

/** Rounds that take turns in what is killed and from when on; every other one while the volume is suspended. */
export function randomRounds(count: number, firstId: number, lastsMs: number): readonly Round[] {
  const modes = ['alone', 'guards', 'group'] as const;
  return Array.from({ length: count }, (_, at): Round => {
    const since = at % 4 === 0 ? 'start' : 'suspended';
    const delayMs = Math.floor(Math.random() * (since === 'start' ? lastsMs : lastsMs / 10));
    return { thinId: firstId + at, mode: modes[at % 3] ?? 'alone', since, delayMs };
  });
}

/** Of the guest: the volume's kernel name is in $dev, and `suspended` tells of it. Nothing here starts a process, which would be waited for. */
const OF_VOL = `dev=$(basename $(readlink -f /dev/mapper/vol)); exec 9<> <(:)
  suspended() { read -r is </sys/block/$dev/dm/suspended; [ "$is" = 1 ]; }; nap() { read -r -t "$1" -u 9; }
  now() { echo $((\${EPOCHREALTIME/./} / 1000)); }`;
const PATIENT = { timeoutMs: 180_000 };

/** A process of its own that measures, and a hierarchy of control groups. */
export async function prepareToKill(guest: Guest): Promise<void> {
  await guest.ok(
    `mountpoint -q /sys/fs/cgroup || mount -t cgroup2 none /sys/fs/cgroup
    ${OF_VOL}; setsid /mnt/dmscope/e2e/lab/guest/watch-suspended $dev /lab/longest </dev/null >/dev/null 2>&1 &
    until [ -e /lab/longest ]; do sleep 0.05; done`,
  );
}

export async function killedSnapshot(guest: Guest, round: Round): Promise<Measured> {
  const { thinId, mode, since, delayMs } = round;
  const killed = `/mnt/dmscope/e2e/lab/guest/kill-snapshot ${mode} ${delayMs} ${since} $dev vol --id ${thinId} --name snap${thinId}`;
  await guest.ok(`rm -f /lab/longest; ${OF_VOL}; ${killed}`, PATIENT);
  const next = await guest.ok(
    mode === 'guards'
      ? `${OF_VOL}; nap 0.2; suspended || { echo -; exit 0; }
        began=$(now); ${DMSCOPE} runs --limit 1 </dev/null >/lab/next.out 2>/lab/next.err & next=$!
        while suspended; do nap 0.02; kill -0 $next 2>/dev/null || suspended || break; [ $(($(now) - began)) -lt 100000 ] || exit 1; done
        echo $(($(now) - began)); wait $next; cat /lab/next.err`
      : `${OF_VOL}; began=$(now); while suspended; do nap 0.02; [ $(($(now) - began)) -lt 100000 ] || exit 1; done; echo -`,
    PATIENT,
  );
  const [took = '-', ...told] = next.split('\n');
  return {
    ...round,
    suspendedMs: Number(await guest.ok('cat /lab/longest')),
    resumedAfterStartMs: took === '-' ? null : Number(took),
    isTold: told.join(' ').includes('vol (254:3) was suspended since run'),
  };
}

/** What is promised, on a machine that does nothing else. */
export const PROMISED_MS = { suspended: 3000, afterStart: 5000 };

/** Never suspended for longer than the guard allows; where that was killed as well, not for longer after the next start. */
export function expectResumed(
  { mode, suspendedMs, resumedAfterStartMs, isTold }: Measured,
  limits: typeof PROMISED_MS,
): void {
  if (mode !== 'guards' || resumedAfterStartMs === null)
    expect(suspendedMs).toBeLessThanOrEqual(limits.suspended);
  if (resumedAfterStartMs === null) return;
  expect(resumedAfterStartMs).toBeLessThanOrEqual(limits.afterStart);
  expect(isTold).toBe(true);
}

/** Of every round: an ID that exists is told, one that is told exists, and one that is told as made is a file system in order. */
export async function expectTold(guest: Guest, rounds: readonly Round[], check: string): Promise<void> {
  const runs = await runsById(guest);
  const there = new Set(await thinIdsOf(guest));
  for (const { thinId } of rounds) {
    const summary = runs.get(thinId);
    const run = summary ? await journalRun(guest, summary.id) : null;
    const isThere = there.has(thinId);
    expect(presenceIn(run), `thin ID ${thinId}: ${JSON.stringify(run?.steps)}`).toBe(
      isThere ? 'there' : 'absent',
    );
    const made = run?.steps[1]?.state;
    if (made === 'done') await expectConsistent(guest, thinId, check);
    else if (isThere)
      expect((await dmscope(guest, `runs ${run?.id}`)).out).toContain(`Thin ID ${thinId} exists now;`);
    if (isThere) await guest.ok(`dmsetup message pool 0 'delete ${thinId}'`);
  }
}

/** A run that began no command made nothing. */
function presenceIn(run: Run | null): string | undefined {
  const isBegun = run?.steps.some(({ command }) => command !== null) ?? false;
  return isBegun ? run?.thinId.after?.presence : 'absent';
}

async function runsById(guest: Guest): Promise<ReadonlyMap<number, RunSummary>> {
  const titled = (await journalList(guest)).map((run) => {
    const [, id] = /as thin ID (\d+)/.exec(run.title) ?? [];
    return [Number(id), run] as const;
  });
  return new Map(titled);
}

async function expectConsistent(guest: Guest, thinId: number, check: string): Promise<void> {
  await guest.ok(
    `sectors=$(blockdev --getsz /dev/mapper/vol); device=/dev/mapper/check; mkdir -p /lab/check
    dmsetup create check --table "0 $sectors thin /dev/mapper/pool ${thinId}" && ${check}; status=$?
    dmsetup remove --retry check; exit $status`,
    PATIENT,
  );
}
