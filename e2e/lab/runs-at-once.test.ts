import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { buildTower, dmscope, type Gate, journalList, openDesk, putGate } from './run-in-guest.ts';

describe.skipIf(missingForLab().length > 0)('runs asked for while one runs', () => {
  let guest: Guest;
  let gate: Gate;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'runs-at-once' });
    gate = await putGate(guest);
  });
  afterAll(() => guest?.down());

  test('are refused, and told which one it is', async () => {
    await buildTower(guest, 'with-uuids');
    const desk = await openDesk(guest, gate.env);
    const reviewed = await desk.review('free', 'low');
    // The look before the first step: a command would be given up at its deadline.
    await gate.closeAt('look 2');
    const answers = await desk.start(...Array.from({ length: 10 }, () => reviewed));
    const begun = answers.flatMap((each) => (each.kind === 'started' ? [each.runId] : []));
    expect(begun).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === 'busy')).toHaveLength(9);
    await gate.reached();
    const refused = await dmscope(guest, 'clean free low --yes');
    expect(refused.exitStatus).toBe(1);
    expect(refused.err).toBe(
      `dmscope: Nothing was run: another dmscope is at a run on this host: Free low (254:0): remove its 2 holders, by ada (run ${begun[0]}). Ask again when it is over.\n`,
    );
    // Who only looks neither ends nor holds up what is under way.
    expect((await journalList(guest))[0]).toMatchObject({ id: begun[0], state: 'running' });
    await gate.open();
    expect(await desk.finished(begun[0] ?? '')).toMatchObject({ state: 'done' });
    expect(await guest.ok('wc -l </lab/gate/remove; dmsetup ls | cut -f1')).toBe('2\nlow\n');
  });
});
