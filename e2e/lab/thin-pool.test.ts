import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { exportPool } from '../../lib/thin/export-pool.ts';
import { missingForLab } from '../setup/requirements.ts';
import { dmscope, dmscopeDoes } from './dmscope-in-guest.ts';
import { bootGuest, type Guest } from './guest.ts';

type Explored = ReturnType<typeof exportPool>;

const POOL = 'vg-pool-tpool';
const HELD = `dmsetup status --noflush ${POOL} | cut -d' ' -f7`;
const REMEMBERED = 'ls /var/lib/dmscope/metadata-snapshots | wc -l';

/** A pool of LVM's with snapshots of snapshots, and with thin IDs that LVM does not know of: scenario thin. */
describe.skipIf(missingForLab().length > 0)('what a thin pool in use holds', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'thin-pool', disks: 2 });
    await guest.build('thin', 'unclaimed');
  }, 300_000);
  afterAll(() => guest?.down());

  async function shown(): Promise<Explored> {
    return JSON.parse((await dmscopeDoes(guest, ['thin', 'show', 'vg/pool', '--json'])).stdout) as Explored;
  }

  test('every thin ID is told as thin_ls tells it, with who claims it; the unclaimed ones are found', async () => {
    const { thins, problems, findings, lvm } = await shown();
    expect(await guest.ok(HELD)).toBe('-\n');
    expect(problems).toEqual([]);
    const fields = 'DEV,MAPPED_BLOCKS,EXCLUSIVE_BLOCKS,SHARED_BLOCKS,TRANSACTION,CREATE_TIME,SNAP_TIME';
    await guest.ok(`dmsetup message ${POOL} 0 reserve_metadata_snap`);
    const listed = await guest.ok(
      `thin_ls --metadata-snap --no-headers -o ${fields} /dev/mapper/vg-pool_tmeta`,
    );
    await guest.ok(`dmsetup message ${POOL} 0 release_metadata_snap`);
    const told = thins.map((thin) =>
      'mappedBlocks' in thin
        ? [
            thin.thinId,
            thin.mappedBlocks,
            thin.exclusiveBlocks,
            thin.mappedBlocks - (thin.exclusiveBlocks ?? 0),
            thin.transactionId,
            thin.createdTime,
            thin.snapshotTime,
          ]
        : [],
    );
    expect(told).toHaveLength(9);
    expect(told).toEqual(numbersIn(listed));
    const byLvm = await guest.ok("lvs --noheadings -o thin_id,lv_name | awk 'NF == 2'");
    expect(lvm?.volumes.map(({ thinId, name }) => `${thinId} ${name}`).sort()).toEqual(
      byLvm
        .trim()
        .split('\n')
        .map((line) => line.trim().replace(/\s+/, ' '))
        .sort(),
    );
    expect(thins.filter(({ claims }) => claims.length === 0).map(({ thinId }) => thinId)).toEqual([100, 102]);
    expect(findings.map(({ rule }) => rule)).toEqual(['thin-unclaimed', 'thin-frees-nothing']);
  });

  test('killed while it reads, it leaves no metadata snapshot behind', async () => {
    await startReading();
    expect(await guest.ok(HELD)).toMatch(/^\d+\n$/);
    await guest.ok(`pkill -9 -f 'bin/dmscope.ts thin show'`);
    await guest.ok(`for i in $(seq 50); do [ "$(${HELD})" = - ] && exit 0; sleep 0.1; done; exit 1`);
    expect(await guest.ok(REMEMBERED)).toBe('0\n');
  });

  test('killed together with what would release it, the next one releases it', async () => {
    await startReading();
    await guest.ok(`pkill -9 -f hold-metadata-snapshot; pkill -9 -f 'bin/dmscope.ts thin show'`);
    expect(await guest.ok(HELD)).toMatch(/^\d+\n$/);
    expect((await shown()).thins).toHaveLength(9);
    expect(await guest.ok(`${HELD}; ${REMEMBERED}`)).toBe('-\n0\n');
  });

  test('the metadata snapshot of another program is left to it', async () => {
    await guest.ok(`dmsetup message ${POOL} 0 reserve_metadata_snap`);
    const held = await dmscope(guest, ['thin', 'show', 'vg/pool']);
    expect(held.exitStatus).toBe(1);
    expect(held.stderr).toMatch(
      /^dmscope: vg\/pool cannot be read: another program holds a metadata snapshot/,
    );
    expect(await guest.ok(HELD)).toMatch(/^\d+\n$/);
    await guest.ok(`dmsetup message ${POOL} 0 release_metadata_snap`);
  });

  test('what was done behind the back of LVM is found', async () => {
    await guest.ok('lvchange -an vg/thin3');
    await guest.ok(`dmsetup message ${POOL} 0 'delete 3'`);
    await guest.ok(`dmsetup message ${POOL} 0 'set_transaction_id 6 9'`);
    await guest.ok(`dmsetup create twin --table '0 204800 thin /dev/mapper/${POOL} 2'`);
    const { findings } = await shown();
    expect(findings.map(({ title }) => title)).toEqual([
      'Thin ID 2 of pool vg/pool goes by 2 names: twin and vg/thin2',
      'Thin pool vg/pool does not have the thin ID of vg/thin3',
      'LVM and thin pool vg/pool do not agree on what was last done: transaction 6 and 9',
      expect.stringContaining('has 2 thin IDs that nobody claims'),
      expect.stringContaining('frees next to nothing'),
    ]);
  });

  /** Comes back when dmscope holds the metadata snapshot, and a thin_dump that does nothing is at work. */
  async function startReading(): Promise<void> {
    const slow = '#!/bin/sh\ntouch /lab/at-work\nexec sleep 30\n';
    await guest.ok('mkdir -p /lab/slow');
    await guest.writeFile('/lab/slow/thin_dump', slow);
    await guest.ok(
      `chmod +x /lab/slow/thin_dump; rm -f /lab/at-work
      PATH=/lab/slow:$PATH setsid /mnt/dmscope/bin/dmscope thin show vg/pool </dev/null >/dev/null 2>&1 &
      for i in $(seq 600); do [ -e /lab/at-work ] && exit 0; sleep 0.1; done; exit 1`,
      { timeoutMs: 90_000 },
    );
  }
});

function numbersIn(table: string): readonly (readonly number[])[] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
}
