import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { buildTower, DMSCOPE, type Gate, journalList, openDesk, putGate } from './run-in-guest.ts';

describe.skipIf(missingForLab().length > 0)('ten runs asked for at once', () => {
  let guest: Guest;
  let gate: Gate;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'runs-at-once-ten' });
    gate = await putGate(guest);
    await buildTower(guest, 'with-uuids');
  });
  afterAll(() => guest?.down());

  test('in four processes: one runs; the others say why not; each device is removed once', async () => {
    const desk = await openDesk(guest, gate.env);
    const reviewed = await desk.review('free', 'low');
    const commands = [1, 2, 3].map(
      (n) =>
        `(${gate.env} ${DMSCOPE} clean free low --yes </dev/null >/lab/out${n} 2>/lab/err${n}; echo $? >/lab/status${n}) &`,
    );
    const [answers] = await Promise.all([
      // The commands take a moment to begin; none of the two kinds is always first.
      new Promise((resolve) => setTimeout(resolve, 4000)).then(() =>
        desk.start(...Array.from({ length: 7 }, () => reviewed)),
      ),
      guest.ok(`${commands.join('\n')}\nwait`, { timeoutMs: 300_000 }),
    ]);
    const begun = answers.filter(({ kind }) => kind === 'started');
    for (const each of begun) if (each.kind === 'started') await desk.finished(each.runId);
    expect(
      answers.every(({ kind }) => ['started', 'busy', 'changed'].includes(kind)),
      JSON.stringify(answers),
    ).toBe(true);

    const statuses = (await guest.ok('cat /lab/status[123]')).trim().split('\n');
    const said = await guest.ok('cat /lab/err[123]; grep -h "^Nothing to do" /lab/out[123] || :');
    const runs = await journalList(guest);
    expect(
      runs.filter(({ state }) => state !== 'declined').map(({ state, doneCount }) => [state, doneCount]),
      said,
    ).toEqual([['done', 2]]);
    const byCommand = runs.filter(({ state, who }) => state === 'done' && who.via === 'command line').length;
    expect(begun.length + byCommand).toBe(1);
    // One that comes when all is over finds that it is so already: that is no failure.
    const late = said.split('\n').filter((line) => line.startsWith('Nothing to do')).length;
    expect(statuses.filter((status) => status === '0').length, said).toBe(byCommand + late);
    expect(
      said
        .split('\n')
        .filter((line) => /^dmscope: (Nothing was run: another dmscope|the stack has changed)/.test(line))
        .length,
      said,
    ).toBe(3 - byCommand - late);
    expect(await guest.ok('wc -l </lab/gate/remove; dmsetup ls | cut -f1')).toBe('2\nlow\n');
    desk.close();
  });
});
