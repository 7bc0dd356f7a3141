/**
 * A run while the host changes at any moment between the review and the last step: 20 ways, 200 random timings. Whatever comes of
 * the run, nothing outside of the reviewed plan is touched, and what is in use stays so.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { type Desk, openDesk } from './run-in-guest.ts';

const TIMINGS = Number(process.env.DMSCOPE_TIMINGS ?? 200);
/** About what a run of three steps takes in a guest that has its processor to itself. */
const LONGEST_DELAY_MS = 9000;
const PATIENT = { timeoutMs: 600_000 };

/**
 * `change` in a shell, where a command that comes too late may fail; devices that it makes have UUIDs that begin with `NEW-`. `stays`
 * prints something that has to be the same when the run is over, if the change was made at all.
 */
type Way = { readonly name: string; readonly change: string; readonly stays?: string };

const HOLD = (device: string) =>
  `exec 7<${device} && { sleep 3000 <&7 >/dev/null 2>&1 & echo $! >>/lab/holders; }`;
const HELD = 'for p in $(cat /lab/holders); do readlink /proc/$p/fd/0; done';
const ONE = "--table '0 2048 linear";

const WAYS: readonly Way[] = [
  { name: 'top is opened', change: HOLD('/dev/mapper/top'), stays: HELD },
  { name: 'mid is opened', change: HOLD('/dev/mapper/mid'), stays: HELD },
  { name: 'low is opened', change: HOLD('/dev/mapper/low'), stays: HELD },
  { name: 'top gets a holder', change: `dmsetup create more --uuid NEW-more ${ONE} /dev/mapper/top 0'` },
  { name: 'mid gets a holder', change: `dmsetup create more --uuid NEW-more ${ONE} /dev/mapper/mid 0'` },
  { name: 'low gets a holder', change: `dmsetup create more --uuid NEW-more ${ONE} /dev/mapper/low 0'` },
  { name: 'top is renamed', change: 'dmsetup rename top other' },
  { name: 'mid is renamed', change: 'dmsetup rename mid other' },
  {
    name: 'top is replaced under its name',
    change: `dmsetup remove --retry top; dmsetup create top --uuid NEW-top ${ONE} /dev/ubdb 0'`,
  },
  {
    name: 'mid is replaced under its name',
    change: `dmsetup remove --retry top mid; dmsetup create mid --uuid NEW-mid ${ONE} /dev/ubdb 0'`,
  },
  {
    name: 'top is made anew with its name and UUID, over another disk',
    change: `dmsetup remove --retry top; dmsetup create top --uuid TEST-top ${ONE} /dev/ubdb 0'`,
  },
  {
    name: 'the number of top is given to another device',
    change: `n=$(dmsetup info -c --noheadings -o minor top); dmsetup remove --retry top; dmsetup create thief --uuid NEW-thief --major 254 --minor $n ${ONE} /dev/ubdb 0'`,
  },
  {
    name: 'a loop is put on top',
    change: 'losetup /dev/loop1 /dev/mapper/top',
    stays: 'losetup -n -O NAME,BACK-FILE',
  },
  {
    name: 'a loop is put on mid',
    change: 'losetup /dev/loop1 /dev/mapper/mid',
    stays: 'losetup -n -O NAME,BACK-FILE',
  },
  {
    name: 'top is mounted',
    change: 'mkfs.ext4 -q /dev/mapper/top && mount /dev/mapper/top /lab/mnt && echo here >/lab/mnt/file',
    stays: 'cat /lab/mnt/file',
  },
  {
    name: 'top is mounted where nobody sees it',
    change:
      'mkfs.ext4 -q /dev/mapper/top && mount /dev/mapper/top /lab/mnt && { (cd /lab/mnt && exec sleep 3000) >/dev/null 2>&1 & echo $! >>/lab/holders; } && umount -l /lab/mnt',
    stays: 'for p in $(cat /lab/holders); do ls -d /proc/$p/cwd/lost+found | cut -d/ -f5; done',
  },
  {
    name: 'top is swap',
    change: 'mkswap -q /dev/mapper/top && swapon /dev/mapper/top',
    stays: 'tail -n +2 /proc/swaps | wc -l',
  },
  { name: 'top is suspended', change: 'dmsetup suspend top' },
  { name: 'mid is suspended', change: 'dmsetup suspend mid' },
  { name: 'top gets another table', change: `dmsetup load top ${ONE} /dev/ubdb 0'` },
];

const BUILD = `{ swapoff -a; umount /lab/mnt; kill -9 $(cat /lab/holders); losetup -D
  for each in top mid low other; do dmsetup resume $each; done
  for try in 1 2 3 4 5 6 7 8 9 10; do
    for each in more thief top other mid low bystander; do dmsetup remove --retry $each; done
    [ "$(dmsetup ls)" = 'No devices found' ] && break; sleep 1
  done; } >/dev/null 2>&1
  [ "$(dmsetup ls)" = 'No devices found' ] || { dmsetup ls --tree; exit 1; }
  : >/lab/holders; mkdir -p /lab/mnt
  dd if=/dev/zero of=/dev/ubda bs=1M count=16 status=none
  dmsetup create bystander --uuid TEST-bystander --table '0 2048 linear /dev/ubdb 4096'
  dmsetup create low --uuid TEST-low --table '0 16384 linear /dev/ubda 0'
  dmsetup create mid --uuid TEST-mid --table '0 16384 linear /dev/mapper/low 0'
  dmsetup create top --uuid TEST-top --table '0 16384 linear /dev/mapper/mid 0'
  udevadm settle </dev/null`;

/** All that no plan for low was ever about. */
const OUTSIDE = `for uuid in $(dmsetup info -c --noheadings -o uuid | grep -E '^(NEW-|TEST-bystander)' | sort); do echo $uuid $(dmsetup table --uuid $uuid); done`;

describe.skipIf(missingForLab().length > 0)('a host that changes at any moment of a run', () => {
  let guest: Guest;
  let desk: Desk;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'runs-random', limitMs: 7_200_000 });
    await guest.ok('modprobe loop');
    desk = await openDesk(guest);
  });
  afterAll(() => guest?.down());

  test(`in ${WAYS.length} ways, at ${TIMINGS} random moments: nothing outside of the plan is touched`, async () => {
    const outcomes = new Map<string, number>();
    for (let i = 0; i < TIMINGS; i++) {
      const way = WAYS[i % WAYS.length] as Way;
      const delayMs = Math.floor(Math.random() * LONGEST_DELAY_MS);
      const state = await oneRun(way, delayMs);
      outcomes.set(state, (outcomes.get(state) ?? 0) + 1);
    }
    console.log('outcomes:', Object.fromEntries(outcomes));
  }, 7_200_000);

  async function oneRun({ name, change, stays }: Way, delayMs: number): Promise<string> {
    await guest.ok(BUILD, PATIENT);
    const reviewed = await desk.review('remove', 'low');
    expect(reviewed.refusals).toEqual([]);
    const changed = guest.run(
      `sleep ${delayMs / 1000}; { ${change}; } </dev/null >/dev/null 2>&1; echo $?; { ${OUTSIDE}; } 2>/dev/null; echo ==; { ${stays ?? ':'}; } 2>/dev/null`,
      PATIENT,
    );
    const [started] = await desk.start(reviewed);
    const state =
      started?.kind === 'started' ? (await desk.finished(started.runId)).state : `${started?.kind}`;
    const before = (await changed).stdout.toString();
    const exitStatus = before.split('\n')[0];
    const after = await guest.ok(
      `echo ${exitStatus}; { ${OUTSIDE}; } 2>/dev/null; echo ==; { ${stays ?? ':'}; } 2>/dev/null || :`,
      PATIENT,
    );
    const where = `${name}, after ${delayMs} ms: ${state}`;
    expect(outsideOf(after), where).toBe(outsideOf(before));
    if (exitStatus === '0') expect(after, where).toBe(before);
    return state;
  }
});

function outsideOf(said: string): string {
  return said.slice(said.indexOf('\n'), said.indexOf('=='));
}
