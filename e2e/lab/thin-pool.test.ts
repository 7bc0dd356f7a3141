import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { HELD, POOL, REMEMBERED, shownPool, startReading } from './thin-reading.ts';

/** A pool of LVM's with snapshots of snapshots, and with thin IDs that LVM does not know of: scenario thin. */
describe.skipIf(missingForLab().length > 0)('what a thin pool in use holds', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'thin-pool', disks: 2 });
    await guest.build('thin', 'unclaimed');
  }, 300_000);
  afterAll(() => guest?.down());

  test('every thin ID is told as thin_ls tells it, with who claims it; the unclaimed ones are found', async () => {
    const { thins, problems, findings, lvm } = await shownPool(guest);
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
    await startReading(guest);
    expect(await guest.ok(HELD)).toMatch(/^\d+\n$/);
    await guest.ok(`pkill -9 -f 'bin/dmscope.ts thin show'`);
    await guest.ok(`for i in $(seq 50); do [ "$(${HELD})" = - ] && exit 0; sleep 0.1; done; exit 1`);
    expect(await guest.ok(REMEMBERED)).toBe('0\n');
  });
});

function numbersIn(table: string): readonly (readonly number[])[] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
}
