import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import {
  COLLECTOR,
  mapOnLow,
  NODE,
  PATIENT,
  PEEK_AGAIN,
  PEEK_ENV,
  peek,
  peekedByName,
  WITHOUT_UDEV,
} from './peek-in-guest.ts';

const CLEAN = 'DM_DISABLE_UDEV=1 /mnt/dmscope/bin/dmscope clean free low --yes </dev/null';

describe.skipIf(missingForLab().length > 0)('looking into devices, and runs', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'peek-runs' });
    await guest.ok(`${WITHOUT_UDEV} dmsetup create low --table '0 8192 linear /dev/ubdc 0'`, PATIENT);
  });
  afterAll(() => guest?.down());

  test('while a run is under way nothing is opened, and a run goes on while devices are looked into', async () => {
    const hold = `import { takeFileLock } from '/mnt/dmscope/server/runs/file-lock.ts';
      import { peekLockFile } from '/mnt/dmscope/server/runs/run-lock.ts';
      const lock = takeFileLock(peekLockFile()); console.log('held'); setInterval(() => lock, 1000);`;
    await guest.writeFile('/lab/hold.mjs', hold);
    const holder = await guest.start(`exec ${NODE} /lab/hold.mjs 2>/dev/null`);
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const said = [...(await peek(guest)).values()].map(({ notRead }) => notRead);
    await guest.run(`kill -- -${holder.pid}`);
    holder.abandon();
    expect([...new Set(said)]).toEqual(['a run of dmscope was under way']);

    await guest.ok(mapOnLow('low-top'));
    const loop = await guest.start(
      `while [ ! -e /lab/enough ]; do nice -n 19 env ${PEEK_AGAIN}; done >/dev/null 2>&1`,
    );
    await guest.ok(CLEAN, PATIENT);
    await guest.ok('touch /lab/enough; while pgrep -f peek/peek.ts >/dev/null; do sleep 0.1; done', PATIENT);
    loop.abandon();
  });

  test('a device that does not answer costs one reader, and neither looks nor runs wait for it', async () => {
    await guest.ok(
      "export DM_DISABLE_UDEV=1; modprobe dm-delay; dmsetup create slow --table '0 8192 delay /dev/ubdd 0 600000'",
    );
    const found = await peek(guest);
    const said = found.get('slow')?.notRead ?? '';
    expect(said).toMatch(/^no answer within 2 s; process \d+ waits for it$/);
    const [pid = ''] = /\d+(?= waits)/.exec(said) ?? [];
    expect(await guest.ok(`ps -o stat= -p ${pid}`)).toMatch(/^D/);
    // The kernel lists mapped devices by name.
    expect(found.get('low')).toMatchObject({ notRead: null });
    // A capture ends, too: what was left alone holds nothing of it open.
    const { stdout } = await guest.run(`${PEEK_ENV} sh ${COLLECTOR} once`, PATIENT);
    const section = readCapture(stdout).value?.sections.get('lvm-inside');
    expect(section).toMatchObject({ state: 'done', note: '' });
    expect(peekedByName(section?.text ?? '').get('slow')?.notRead).toBe('an earlier reader is still at work');
    expect(await guest.ok('pgrep -f peek/reader.ts')).toBe(`${pid}\n`);
    await guest.ok(mapOnLow('low-top'));
    await guest.ok(CLEAN, PATIENT);
    // Suspending has what is delayed done at once.
    await guest.ok(
      `export DM_DISABLE_UDEV=1; dmsetup suspend slow; dmsetup load slow --table '0 8192 linear /dev/ubdd 0'; dmsetup resume slow
      while kill -0 ${pid} 2>/dev/null; do sleep 0.1; done; dmsetup remove --retry slow`,
      PATIENT,
    );
    expect((await peek(guest)).get('low')).toMatchObject({ notRead: null });
  });
});
