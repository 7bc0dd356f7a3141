/** Scenario thin's pool in a guest, and dmscope at reading it. */
import type { exportPool } from '../../lib/thin/export-pool.ts';
import { dmscopeDoes } from './dmscope-in-guest.ts';
import type { Guest } from './guest.ts';

type Explored = ReturnType<typeof exportPool>;

export const POOL = 'vg-pool-tpool';
export const HELD = `dmsetup status --noflush ${POOL} | cut -d' ' -f7`;
export const REMEMBERED = 'ls /var/lib/dmscope/metadata-snapshots | wc -l';

export async function shownPool(guest: Guest): Promise<Explored> {
  return JSON.parse((await dmscopeDoes(guest, ['thin', 'show', 'vg/pool', '--json'])).stdout) as Explored;
}

/** Comes back when dmscope holds the metadata snapshot, and a thin_dump that does nothing is at work. */
export async function startReading(guest: Guest): Promise<void> {
  const slow = '#!/bin/sh\ntouch /lab/at-work\nexec sleep 30\n';
  await guest.ok('mkdir -p /lab/slow');
  await guest.writeFile('/lab/slow/thin_dump', slow);
  await guest.ok(
    `chmod +x /lab/slow/thin_dump; rm -f /lab/at-work
    PATH=/lab/slow:$PATH setsid /mnt/dmscope/bin/dmscope thin show vg/pool </dev/null >/dev/null 2>&1 &
    for i in $(seq 600); do [ -e /lab/at-work ] && exit 0; sleep 0.1; done; exit 1`,
    { timeoutMs: 600_000 },
  );
}
