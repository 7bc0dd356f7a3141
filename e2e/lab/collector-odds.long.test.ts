/** The collector on a host that is odd in some way: what is said of such a host is true, or it is said that it is not known. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { planFor } from '../../lib/plan/plan-for.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';

const COLLECTOR = '/mnt/dmscope/server/collector.sh';
/** What runs apart has at least so long (server/collector.sh, `deadline_s`). */
const LEAST_LATE_MS = 2000;
const PATIENT = { timeoutMs: 600_000 };
/** As README has it; on the lab's merged /usr. */
const SUDOERS = `Cmnd_Alias DMSCOPE = /sbin/dmsetup version, /usr/sbin/dmsetup version, \\
    /usr/sbin/dmsetup --manglename none info, /usr/sbin/dmsetup --manglename none info -c *, \\
    /usr/sbin/dmsetup --manglename none deps -o devno, \\
    /usr/sbin/dmsetup --manglename none table, /usr/sbin/dmsetup --manglename none table --inactive, \\
    /usr/sbin/dmsetup --manglename none status --noflush, \\
    /usr/sbin/dmsetup --manglename none status --noflush -j [0-9]* -m [0-9]*
nobody ALL=(root) NOPASSWD: DMSCOPE
`;

describe.skipIf(missingForLab().length > 0)('the collector', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'odds', limitMs: 3_600_000, memoryMiB: 2048 });
    await guest.ok(`modprobe loop; truncate -s 8M /lab/a.img; losetup /dev/loop0 /lab/a.img
      dmsetup create one --table '0 2048 linear /dev/ubda 0'; udevadm settle </dev/null`);
  });
  afterAll(() => guest?.down());

  async function stackBy(command: string): Promise<Stack> {
    const { stdout, stderr, exitStatus } = await guest.run(command, PATIENT);
    expect({ exitStatus, stderr }).toEqual({ exitStatus: 0, stderr: '' });
    const { value, problems } = readCapture(stdout);
    if (!value) throw new Error('no capture');
    return buildStack(value, problems);
  }

  function refusalsOf(stack: Stack, name: string): readonly string[] {
    const device = stack.devices.find((each) => each.name === name);
    if (!device) throw new Error(`no ${name}`);
    return planFor({ kind: 'remove', device: { identity: device.identity } }, stack).refusals.map(
      ({ kind }) => kind,
    );
  }

  test('as root says of both a mapping and a loop that nothing uses them', async () => {
    const stack = await stackBy(`sh ${COLLECTOR} users`);
    expect(stack.host.userSourceGaps).toEqual([]);
    expect(refusalsOf(stack, 'one')).toEqual([]);
    expect(refusalsOf(stack, 'loop0')).toEqual([]);
  });

  test('as the user that sudo lets run dmsetup says so of the mapping, and of the loop that it is not known', async () => {
    await guest.writeFile('/etc/sudoers.d/dmscope', SUDOERS);
    await guest.ok('chmod 440 /etc/sudoers.d/dmscope; chmod 711 /lab');
    await guest.ok('exec 9</dev/loop0; exec sleep 3000 <&9 >/dev/null 2>&1 & echo $! >/lab/holder');
    const stack = await stackBy(
      `setpriv --reuid=nobody --regid=nogroup --clear-groups sh ${COLLECTOR} users`,
    );
    expect(new Set(stack.host.userSourceGaps.map(({ why }) => why))).toEqual(new Set(['own']));
    expect(stack.devices.find(({ name }) => name === 'one')?.dm?.segments).toHaveLength(1);
    expect(refusalsOf(stack, 'one')).toEqual([]);
    expect(refusalsOf(stack, 'loop0')).toEqual(['users-unknown']);
    await guest.ok('kill $(cat /lab/holder)');
  });

  test('goes on as before when the clock jumps a day to and fro', async () => {
    const stream = await guest.start(`exec sh ${COLLECTOR} watch --interval 1`);
    let said = '';
    stream.stdout.setEncoding('latin1').on('data', (chunk: string) => {
      said += chunk;
    });
    const ticks = () => said.split('\n').filter((line) => line.startsWith('%% tick ')).length;
    const reach = async (count: number) => {
      for (let i = 0; i < 6000 && ticks() < count; i++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(ticks()).toBeGreaterThanOrEqual(count);
    };
    await reach(3);
    for (const jump of ['tomorrow', '2 days ago', 'tomorrow']) {
      const before = ticks();
      await guest.ok(
        `date -s '${jump}' && dmsetup create jump --table '0 8 zero' && dmsetup remove --retry jump`,
      );
      await reach(before + 5);
    }
    await guest.run(`kill -TERM -- -${stream.pid}`);
    stream.abandon();
    // A slow machine has late sections, too; a jump would make one late at once, or after a day.
    const lateMs = Array.from(said.matchAll(/ state=late .*? ms=(\d+) /g), ([, ms]) => Number(ms));
    expect(lateMs.filter((ms) => ms < LEAST_LATE_MS || ms > 3_600_000)).toEqual([]);
    const { value } = readCapture(Buffer.from(said.slice(0, said.lastIndexOf('\n%% ') + 1), 'latin1'));
    expect(value?.sections.get('dmsetup-info')?.exitStatus).toBe(0);
  });

  test('tells of 5,000 devices as of few', async () => {
    await guest.ok(
      'for i in {1..5000}; do echo "flat$i,,,rw,0 8 linear 98:16 $((i * 8))"; done >/lab/many',
      PATIENT,
    );
    await guest.ok(
      `while IFS=, read -r name _ _ _ table; do dmsetup create $name --noudevsync --table "$table"; done </lab/many`,
      {
        timeoutMs: 3_000_000,
      },
    );
    // udev opens each device a while to look into it, the loop too.
    await guest.ok('udevadm settle --timeout=1800 </dev/null', { timeoutMs: 2_000_000 });
    const stack = await stackBy(`sh ${COLLECTOR} users`);
    expect(stack.host.userSourceGaps).toEqual([]);
    expect(stack.devices.filter(({ dm }) => dm !== null)).toHaveLength(5001);
    expect(refusalsOf(stack, 'flat4999')).toEqual([]);
    expect(refusalsOf(stack, 'loop0')).toEqual([]);
  }, 3_600_000);

  test('says what it waits for when dmsetup hangs, and calls nothing unused', async () => {
    await guest.ok(`mkdir -p /lab/shim; printf '#!/bin/sh\\ncase " $* " in *" deps "*) sleep 3000;; esac\\nexec /sbin/dmsetup "$@"\\n' >/lab/shim/dmsetup
      chmod +x /lab/shim/dmsetup`);
    const { stdout, stderr, exitStatus } = await guest.run(
      `PATH=/lab/shim:$PATH sh ${COLLECTOR} users`,
      PATIENT,
    );
    expect({ exitStatus, stderr }).toEqual({
      exitStatus: 3,
      stderr: 'dmscope collector: no answer for 60 s while asking for: dmsetup-deps\n',
    });
    expect(readCapture(stdout).value).toBeNull();
    await guest.ok('pkill -f "sleep 3000"; :');
  });
});
