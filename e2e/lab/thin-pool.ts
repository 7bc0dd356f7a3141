/** A thin pool that nobody manages, in a guest: `vol` is its thin ID 1, with a file system on /lab/mnt. */

import type { Guest } from './guest.ts';
import { DMSCOPE, type Gate } from './run-in-guest.ts';

export async function buildThinPool(guest: Guest): Promise<void> {
  await guest.ok(`modprobe dm-thin-pool
    dmsetup create meta --table '0 8192 linear /dev/ubda 0'
    dmsetup create data --table '0 409600 linear /dev/ubdb 0'
    dd if=/dev/zero of=/dev/mapper/meta bs=4k count=1 oflag=direct status=none
    dmsetup create pool --uuid TEST-pool --table '0 409600 thin-pool /dev/mapper/meta /dev/mapper/data 128 0'
    dmsetup message pool 0 'create_thin 1'
    dmsetup create vol --uuid TEST-vol --table '0 204800 thin /dev/mapper/pool 1'
    mkfs.ext4 -q /dev/mapper/vol && mkdir -p /lab/mnt && mount /dev/mapper/vol /lab/mnt
    udevadm settle </dev/null`);
}

/** `dmscope thin WORDS --yes` that is under way; its process is in /lab/thin.pid, what it says in /lab/thin.out. */
export async function startThin(guest: Guest, words: string, { env }: Pick<Gate, 'env'>): Promise<void> {
  await guest.start(
    `echo $BASHPID >/lab/thin.pid; ${env} exec ${DMSCOPE} thin ${words} --yes </dev/null >/lab/thin.out 2>&1`,
  );
}

export async function killThin(guest: Guest): Promise<void> {
  await guest.ok('kill -9 $(cat /lab/thin.pid)');
}

/** Waits for no more than so many seconds of the guest. */
export async function isActiveWithin(guest: Guest, device: string, seconds: number): Promise<boolean> {
  const { exitStatus } = await guest.run(
    `until=$(($(date +%s%3N) + ${seconds * 1000}))
    until dmsetup info ${device} | grep -q '^State: *ACTIVE'; do [ $(date +%s%3N) -lt $until ] || exit 1; sleep 0.05; done`,
  );
  return exitStatus === 0;
}

export async function isSuspended(guest: Guest, device: string): Promise<boolean> {
  return (await guest.ok(`dmsetup info ${device}`)).includes('SUSPENDED');
}
