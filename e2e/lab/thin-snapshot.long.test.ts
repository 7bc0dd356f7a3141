import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../lib/run/run.ts';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { dmscope, type Gate, journalList, journalRun, putGate } from './run-in-guest.ts';
import { buildThinPool, isActiveWithin, isSuspended, killThin, startThin } from './thin-pool.ts';

/** Later than the guard, with a guest that is slow. */
const GUARD_SECONDS = 5;
const DELAYS_MS = [0, 50, 100, 150, 200, 300, 400, 600];

describe.skipIf(missingForLab().length > 0)('a snapshot of a thin volume, cut short', () => {
  let guest: Guest;
  let gate: Gate;
  let thinId = 100;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'thin-cut-short', disks: 2, limitMs: 1_800_000 });
    await buildThinPool(guest);
    gate = await putGate(guest);
  });
  afterEach(settle);
  afterAll(() => guest?.down());

  test.each(['suspend 1', 'message 1', 'resume 1', 'look 4'])(
    'killed at %s: the origin goes on',
    async (place) => {
      await startUpTo(place);
      await killThin(guest);
      expect(await isActiveWithin(guest, 'vol', GUARD_SECONDS)).toBe(true);
      await settle();
      expect(await isSuspended(guest, 'vol')).toBe(false);
    },
  );

  test.each(DELAYS_MS)('killed %i ms after the suspend was let go: the origin goes on', async (delayMs) => {
    await startUpTo('suspend 1');
    await guest.ok(`rm /lab/gate/closed; sleep ${delayMs / 1000}; kill -9 $(cat /lab/thin.pid)`);
    await settle();
    expect(await isActiveWithin(guest, 'vol', GUARD_SECONDS)).toBe(true);
  });

  test('a pool that does not answer: the origin goes on, and the snapshot is said to be doubtful', async () => {
    await startUpTo('message 1');
    const run = await endOfRun();
    expect(run.steps.map(({ state }) => state)).toEqual(['done', 'unknown', 'done']);
    expect(run.steps[1]?.command).toMatchObject({ isLate: true, durationMs: null });
    expect(run.thinId).toMatchObject({ before: { presence: 'absent' }, after: { presence: 'absent' } });
    expect(await isSuspended(guest, 'vol')).toBe(false);
  });

  test('a dmscope that stands still: its guard resumes the origin, and it takes no snapshot for good then', async () => {
    await startUpTo('message 1');
    await guest.ok('kill -STOP $(cat /lab/thin.pid)');
    expect(await isActiveWithin(guest, 'vol', GUARD_SECONDS)).toBe(true);
    await gate.open();
    await guest.ok('sleep 1; kill -CONT $(cat /lab/thin.pid)');
    const run = await endOfRun();
    expect(run.steps[1]?.state).toMatch(/^un(known|verified)$/);
    expect(run.thinId.after).toMatchObject({ presence: 'there' });
    expect((await dmscope(guest, `runs ${run.id}`)).out).toContain(
      `Thin ID ${thinId} exists now; its origin may have been resumed before it was made`,
    );
    expect(run.steps[0]?.guard).toMatchObject({ end: 'late' });
    expect(run.reason).toMatch(/may not be suspended any more|has not ended after 2 s/);
  });

  test('a dmscope whose journal is on the origin suspends nothing', async () => {
    const words = `thin snapshot vol --id ${++thinId} --name other --yes`;
    const { exitStatus, err } = await dmscope(guest, words, 'DMSCOPE_STATE_DIR=/lab/mnt/state');
    expect(exitStatus).toBe(1);
    expect(err).toContain(
      'Nothing was run: /lab/mnt/state, which dmscope needs meanwhile, is on vol (254:3).',
    );
  });

  async function startUpTo(place: string): Promise<void> {
    await gate.closeAt(place);
    await startThin(guest, `snapshot vol --id ${++thinId} --name snap${thinId}`, gate);
    await gate.reached();
  }

  /** What stood at the gate goes on, and ends. */
  async function settle(): Promise<void> {
    await gate.open();
    await guest.ok(
      "while pgrep -f '^(/bin/)?sh .*/lab/gate/dmsetup' >/dev/null; do sleep 0.1; done; sleep 0.5",
    );
  }

  async function endOfRun(): Promise<Run> {
    await guest.ok('while kill -0 $(cat /lab/thin.pid) 2>/dev/null; do sleep 0.2; done', {
      timeoutMs: 120_000,
    });
    const [last] = await journalList(guest);
    return journalRun(guest, last?.id ?? '');
  }
});
