import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { dmscope, type Gate, journalList, journalRun, putGate } from './run-in-guest.ts';
import { buildThinPool, isActiveWithin, killThin, startThin } from './thin-pool.ts';

describe.skipIf(missingForLab().length > 0)('a snapshot of a thin volume that is in use', () => {
  let guest: Guest;
  let gate: Gate;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'thin-snapshot', disks: 2 });
    await buildThinPool(guest);
    gate = await putGate(guest);
  });
  afterAll(() => guest?.down());

  test('is a file system in order, and the writer goes on', async () => {
    await guest.ok(`(while :; do date +%s%N >>/lab/mnt/log; cp /lab/mnt/log /lab/mnt/copy; sleep 0.1; done) >/dev/null 2>&1 </dev/null &
      echo $! >/lab/writer`);
    const { exitStatus, err } = await dmscope(
      guest,
      'thin snapshot vol --id 7 --name snap7 --activate --yes',
    );
    expect({ exitStatus, err }).toEqual({ exitStatus: 0, err: '' });
    await guest.ok('e2fsck -fn /dev/mapper/snap7');
    const before = await guest.ok('wc -l </lab/mnt/log');
    await guest.ok(
      `while [ "$(wc -l </lab/mnt/log)" = ${before.trim()} ]; do sleep 0.1; done; kill $(cat /lab/writer)`,
    );
    const run = await journalRun(guest, (await journalList(guest))[0]?.id ?? '');
    expect(run.steps.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
    expect(run.steps[0]?.guard?.end).toBeTruthy();
  });

  test('is cut short by kill -9 while the origin is suspended: it is resumed within 5 s', async () => {
    await gate.closeAt('message 1');
    await startThin(guest, 'snapshot vol --id 8 --name snap8', gate);
    await gate.reached();
    await killThin(guest);
    expect(await isActiveWithin(guest, 'vol', 5)).toBe(true);
    await gate.open();
  });
});
