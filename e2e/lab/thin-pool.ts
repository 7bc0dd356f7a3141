/** A thin pool that nobody manages, in a guest: `vol` is its thin ID 1, with a file system on /lab/mnt. */

import type { Guest } from './guest.ts';
import { DMSCOPE, type Gate } from './run-in-guest.ts';

type Options = { readonly fsType?: 'ext4' | 'xfs' };

/** XFS takes no file system smaller than 300 MiB. */
const SECTORS = { ext4: 204_800, xfs: 819_200 } as const;

export async function buildThinPool(guest: Guest, { fsType = 'ext4' }: Options = {}): Promise<void> {
  await guest.ok(
    `modprobe dm-thin-pool
    dmsetup create meta --table '0 8192 linear /dev/ubda 0'
    dmsetup create data --table '0 2000000 linear /dev/ubdb 0'
    dd if=/dev/zero of=/dev/mapper/meta bs=4k count=1 oflag=direct status=none
    dmsetup create pool --uuid TEST-pool --table '0 2000000 thin-pool /dev/mapper/meta /dev/mapper/data 128 0'
    dmsetup message pool 0 'create_thin 1'
    dmsetup create vol --uuid TEST-vol --table '0 ${SECTORS[fsType]} thin /dev/mapper/pool 1'
    mkfs.${fsType} -q /dev/mapper/vol && mkdir -p /lab/mnt && mount /dev/mapper/vol /lab/mnt
    udevadm settle </dev/null`,
    { timeoutMs: 120_000 },
  );
}

/** Writes on and on into many small files of the volume's file system. */
export async function startWriter(guest: Guest): Promise<void> {
  await guest.ok(
    `(exec 9<> <(:); i=0
    while :; do i=$((i + 1)); echo "$i $i $i" >/lab/mnt/f$((i % 50)); read -r -t 0.01 -u 9; [ $((i % 20)) != 0 ] || sync -f /lab/mnt/f0; done) >/dev/null 2>&1 </dev/null &
    echo $! >/lab/writer`,
  );
}

/** The thin IDs of the pool, as thin_dump has them. */
export async function thinIdsOf(guest: Guest): Promise<readonly number[]> {
  const dump = await guest.ok(
    `dmsetup message pool 0 reserve_metadata_snap && thin_dump -m --skip-mappings /dev/mapper/meta; dmsetup message pool 0 release_metadata_snap`,
  );
  return [...dump.matchAll(/dev_id="(\d+)"/g)].map(([, id]) => Number(id));
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
