import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Run } from '../../lib/run/run.ts';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { buildTower, type Desk, type Gate, holdOpen, openDesk, putGate } from './run-in-guest.ts';

/** What happens to the host while the first step of two is under way. The rest of the stack is as that left it. */
describe.skipIf(missingForLab().length > 0)('a stack that changes during a run', () => {
  let guest: Guest;
  let desk: Desk;
  let gate: Gate;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'runs-meanwhile' });
    gate = await putGate(guest);
    desk = await openDesk(guest, gate.env);
  });
  afterAll(() => guest?.down());
  beforeEach(() => buildTower(guest, 'with-uuids'));

  test('the next device is opened: the run stops there, and says by what', async () => {
    let holder = { pid: 0, release: async () => {} };
    const run = await runWith(async () => {
      holder = await holdOpen(guest, '/dev/mapper/mid');
    });
    expect(run).toMatchObject({
      state: 'stopped',
      steps: [{ state: 'done' }, { state: 'failed', command: null }],
    });
    expect(run.reason).toBe(
      `It was not run. Not true before it: mid (254:1) has no holders and no users. mid (254:1) is open by process ${holder.pid} (sleep).`,
    );
    expect(await mapped()).toEqual(['low', 'mid']);
    await holder.release();
  });

  test('the next device gets another holder: the run stops there, and touches neither', async () => {
    const run = await runWith(async () => {
      await guest.ok("dmsetup create other --table '0 8 linear /dev/mapper/mid 0'");
    });
    expect(run).toMatchObject({
      state: 'stopped',
      steps: [{ state: 'done' }, { state: 'failed', command: null }],
    });
    expect(run.reason).toBe(
      'It was not run. Not true before it: mid (254:1) has no holders and no users. other (254:3) is a holder of mid (254:1).',
    );
    expect(await mapped()).toEqual(['low', 'mid', 'other']);
  });

  test('the device of the step itself is opened: its removal fails, and nothing below it is touched', async () => {
    let holder = { pid: 0, release: async () => {} };
    const run = await runWith(async () => {
      holder = await holdOpen(guest, '/dev/mapper/top');
    });
    expect(run).toMatchObject({ state: 'stopped', steps: [{ state: 'failed' }, { state: 'not-run' }] });
    expect(run.reason).toMatch(/^dmsetup ended with status 1: .*Device or resource busy\. /);
    expect(run.reason).toContain(
      `Not true afterwards: top (254:2) is removed. top (254:2) is open by process ${holder.pid} (sleep).`,
    );
    expect(await mapped()).toEqual(['low', 'mid', 'top']);
    await holder.release();
  });

  test('the next device is replaced by one of the same name: the other one stays', async () => {
    const run = await runWith(async () => {
      // The held removal of `top` comes to a device that is gone already, which is as it should be.
      await guest.ok(
        `dmsetup remove --retry top mid && dmsetup create mid --uuid TEST-other --table '0 8 linear /dev/mapper/low 0'`,
      );
    });
    expect(run).toMatchObject({
      state: 'stopped',
      steps: [{ state: 'done' }, { state: 'already-so', command: null }],
    });
    expect(run.reason).toBe(
      'Not true at the end: low (254:0) has no holders and no users. mid (254:1) is a holder of low (254:0).',
    );
    expect(await mapped()).toEqual(['low', 'mid']);
  });

  async function runWith(change: () => Promise<void>): Promise<Run> {
    const reviewed = await desk.review('free', 'low');
    await gate.closeAt('remove 1');
    const [started] = await desk.start(reviewed);
    if (started?.kind !== 'started') throw new Error(JSON.stringify(started));
    await gate.reached();
    await change();
    await gate.open();
    return desk.finished(started.runId);
  }

  async function mapped(): Promise<readonly string[]> {
    return (await guest.ok('dmsetup ls | cut -f1 | sort')).trim().split('\n');
  }
});
