import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import {
  buildTower,
  dmscope,
  hostState,
  journalList,
  journalRun,
  putGate,
  type Said,
  startClean,
} from './run-in-guest.ts';

const FILL =
  'dd if=/dev/zero of=/lab/state/filler bs=4k 2>/dev/null; dd if=/dev/zero bs=1 count=4096 2>/dev/null >>/lab/state/filler; :';
const OWN_STATE = 'DMSCOPE_STATE_DIR=/lab/state';

/** What the state folder is like, as a mount over it; `used` ones hold a journal already. */
const FOLDERS = [
  ['read-only', 'mount -o remount,ro /lab/state'],
  ['full', FILL],
] as const;

describe.skipIf(missingForLab().length > 0)('where the journal cannot be written', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'runs-unwritable' });
    await buildTower(guest, 'with-uuids');
  });
  afterAll(() => guest?.down());

  test.each(FOLDERS)('a new state folder, %s: nothing is run, and the host is shown', async (_, make) => {
    await newFolder();
    await guest.ok(make);
    await expectOnlyShown();
  });

  test.each(FOLDERS)(
    'a journal of earlier runs, %s: nothing is run, and the host is shown',
    async (_, make) => {
      await newFolder();
      expect((await dmscope(guest, 'runs', OWN_STATE)).out).toBe('none\n');
      await guest.ok(make);
      await expectOnlyShown();
    },
  );

  test('no place for the lock: nothing is run', async () => {
    await newFolder();
    await guest.ok('mkdir -p /run/dmscope; mount -t tmpfs -o ro tmpfs /run/dmscope');
    await expectOnlyShown(
      /^dmscope: Nothing was run: the lock \/run\/dmscope\/run.lock, which keeps two runs apart, cannot be taken: .*\n$/,
    );
    await guest.ok('umount /run/dmscope');
  });

  test('the disk fills up during a step: that step is told to its end, and no other one is begun', async () => {
    await newFolder();
    const gate = await putGate(guest);
    await gate.closeAt('remove 1');
    const clean = await startClean(guest, 'free low', `${gate.env} ${OWN_STATE}`);
    await gate.reached();
    await guest.ok(FILL);
    await gate.open();
    expect(await clean.exited).toBe(1);
    const out = await guest.ok('cat /lab/clean.out');
    expect(out).toContain('1. Remove the mapping top (254:2). done\n');
    expect(out).toContain('\nStopped. The journal cannot be written any more: ');
    expect(out).toContain(
      '\nSteps done: 1 of 2; not begun: 1. Nothing was undone.\n- Not true: low (254:0) has no holders and no users',
    );
    expect(await guest.ok('cat /lab/clean.err')).toBe('');
    expect(await guest.ok('dmsetup ls | cut -f1 | sort')).toBe('low\nmid\n');

    await guest.ok('rm /lab/state/filler');
    const [last] = await journalList(guest, OWN_STATE);
    expect(last).toMatchObject({ state: 'interrupted' });
    const run = await journalRun(guest, last?.id ?? '', OWN_STATE);
    expect(run.steps).toMatchObject([{ state: 'cut-short' }, { state: 'not-run' }]);
    expect(await dmscope(guest, 'clean free low --yes', OWN_STATE)).toMatchObject({ exitStatus: 0, err: '' });
    expect(await guest.ok('dmsetup ls | cut -f1')).toBe('low\n');
  });

  /** A tmpfs of its own, so that only it is full. */
  async function newFolder(): Promise<void> {
    await guest.ok(
      'mkdir -p /lab/state; umount /lab/state 2>/dev/null; mount -t tmpfs -o size=1m tmpfs /lab/state',
    );
  }

  async function expectOnlyShown(
    why = /^dmscope: Nothing was run, since it could not be written down: .*\n$/,
  ): Promise<void> {
    const before = await hostState(guest);
    const refused: Said = await dmscope(guest, 'clean free low --yes', OWN_STATE);
    expect(refused.exitStatus).toBe(1);
    expect(refused.err).toMatch(why);
    expect(await hostState(guest)).toBe(before);
    const tree = await dmscope(guest, 'tree', OWN_STATE);
    expect(tree).toMatchObject({ exitStatus: 0, err: '', out: await guest.ok('dmsetup ls --tree') });
    const findings = await dmscope(guest, 'findings', OWN_STATE);
    expect(findings).toMatchObject({ exitStatus: 0, err: '' });
  }
});
