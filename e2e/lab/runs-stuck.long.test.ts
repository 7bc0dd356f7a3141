import { afterEach, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { dmscope, journalList, journalRun } from './run-in-guest.ts';

const LV = 'vm-raw/mail.example.com';
const CRYPT = 'mail.example.com-crypt';

/** cryptsetup reads the device below: with that suspended it waits in the kernel, where no signal reaches it. */
const SUSPENDS_FIRST = `#!/bin/sh
dmsetup suspend vm--raw-mail.example.com
exec /sbin/cryptsetup "$@"
`;

describe.skipIf(missingForLab().length > 0)('a step that never ends', () => {
  let guest: Guest;
  afterEach(() => guest?.down());

  test('is given up at its deadline, told with its process, left alone, and nothing is started beside it', async () => {
    guest = await bootGuest({ name: 'runs-stuck' });
    await guest.build('s3-raw-luks', 'luks-open');
    await guest.ok('mkdir /lab/first');
    await guest.writeFile('/lab/first/cryptsetup', SUSPENDS_FIRST);
    await guest.ok('chmod +x /lab/first/cryptsetup');

    const began = performance.now();
    const late = await dmscope(guest, `clean free ${LV} --yes`, 'PATH=/lab/first:$PATH');
    expect(performance.now() - began).toBeGreaterThan(20_000);
    expect(late.exitStatus, late.err).toBe(3);
    const pid = (await guest.ok('pgrep -x cryptsetup')).trim();
    expect((await guest.ok(`ps -o stat= -p ${pid}`)).trim()).toMatch(/^D/);
    expect(late.out).toContain(`cryptsetup has not ended after 20 s. It was left alone as process ${pid}`);
    const [summary] = await journalList(guest);
    const run = await journalRun(guest, summary?.id ?? '');
    expect(run).toMatchObject({
      state: 'stopped',
      steps: [{ state: 'unknown', command: { isLate: true, exitStatus: null } }],
    });

    // The plan of a suspended stack is refused by itself, so something else of the same host is asked for.
    await guest.ok("dmsetup create plain --table '0 4096 linear /dev/ubdb 0'; udevadm settle </dev/null");
    for (let again = 0; again < 2; again++) {
      const refused = await dmscope(guest, 'clean remove plain --yes');
      expect(refused.exitStatus).toBe(1);
      expect(refused.err).toContain(
        `a command of run ${run.id} is still at work, and nothing is started beside it. It is process ${pid}: cryptsetup close -- ${CRYPT}`,
      );
    }
    expect((await guest.ok('pgrep -x cryptsetup')).trim()).toBe(pid);
    expect((await dmscope(guest, 'tree')).exitStatus).toBe(0);

    await guest.ok(
      `dmsetup resume vm--raw-mail.example.com; while kill -0 ${pid} 2>/dev/null; do sleep 0.1; done`,
    );
    expect(await dmscope(guest, 'clean remove plain --yes')).toMatchObject({ exitStatus: 0, err: '' });
    expect(await dmscope(guest, `clean remove ${LV} --yes`)).toMatchObject({ exitStatus: 0, err: '' });
    expect(await guest.ok('dmsetup ls')).toBe('No devices found\n');
  });
});
