import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../lib/run/run.ts';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import {
  buildTower,
  dmscope,
  type Gate,
  journalList,
  journalRun,
  putGate,
  startClean,
} from './run-in-guest.ts';

const CUT_SHORT = 'dmscope ended here: the result is not known';

/**
 * `dmscope clean free low`, killed where it stands: a look at the host, or the removal of `top` or `mid`. The first two
 * looks are for the plan. Each with the states of the two steps in the journal, and what is left of the tower.
 */
const PLACES = [
  ['before the first command', 'look 3', ['cut-short', 'not-run'], ['low', 'mid', 'top']],
  ['after the command, before it is verified', 'look 4', ['cut-short', 'not-run'], ['low', 'mid']],
  ['after the last command, before it is verified', 'look 5', ['done', 'cut-short'], ['low']],
  ['after the last step, before the end', 'look 6', ['done', 'done'], ['low']],
] as const;

describe.skipIf(missingForLab().length > 0)('dmscope killed in the middle of a run', () => {
  let guest: Guest;
  let gate: Gate;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'runs-killed' });
    gate = await putGate(guest);
    await buildTower(guest, 'with-uuids');
  });
  afterAll(() => guest?.down());

  test.each(PLACES)('%s: the journal tells how far it came, and a new run does the rest', async (...told) => {
    const [, place, states, left] = told;
    await killAt(place);
    await gate.open();
    const run = await lastRun();
    expect(run).toMatchObject({
      state: 'interrupted',
      goal: null,
      steps: states.map((state) => ({ state })),
    });
    expect(await mapped()).toEqual(left);
    await expectFinishedBy(`clean free low --yes`);
  });

  test('while a command runs: it is left to end, nothing is started beside it, and a new run does the rest', async () => {
    await killAt('remove 1');
    const run = await lastRun();
    expect(run).toMatchObject({
      state: 'interrupted',
      steps: [{ state: 'cut-short' }, { state: 'not-run' }],
    });
    expect((await dmscope(guest, `runs ${run.id}`)).out).toContain(`   ${CUT_SHORT}\n       dmsetup `);
    const pid = (await guest.ok("pgrep -f '^/bin/sh /lab/gate/dmsetup .*remove'")).trim();
    const refused = await dmscope(guest, 'clean free low --yes');
    expect(refused.exitStatus).toBe(1);
    expect(refused.err).toContain(
      `dmscope: Nothing was run: a command of run ${run.id} is still at work, and nothing is started beside it. It is process ${pid}: dmsetup`,
    );
    expect(await mapped()).toEqual(['low', 'mid', 'top']);
    await gate.open();
    await guest.ok(`while kill -0 ${pid} 2>/dev/null; do sleep 0.1; done`);
    expect(await mapped()).toEqual(['low', 'mid']);
    await expectFinishedBy('clean free low --yes');
  });

  async function killAt(place: string): Promise<void> {
    await gate.closeAt(place);
    await startClean(guest, 'free low', gate.env);
    await gate.reached();
    await guest.ok(
      'pid=$(cat /lab/clean.pid); kill -9 $pid; while kill -0 $pid 2>/dev/null; do sleep 0.1; done',
    );
  }

  async function lastRun(): Promise<Run> {
    const [last] = await journalList(guest);
    return journalRun(guest, last?.id ?? '');
  }

  /** And the tower is there again for the next one. */
  async function expectFinishedBy(command: string): Promise<void> {
    const { exitStatus, err } = await dmscope(guest, command);
    expect({ exitStatus, err }).toEqual({ exitStatus: 0, err: '' });
    expect(await mapped()).toEqual(['low']);
    await buildTower(guest, 'with-uuids');
  }

  async function mapped(): Promise<readonly string[]> {
    return (await guest.ok('dmsetup ls | cut -f1 | sort')).trim().split('\n');
  }
});
