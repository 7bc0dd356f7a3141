import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { dmscope } from './dmscope-in-guest.ts';
import { bootGuest, type Guest } from './guest.ts';
import { HELD, POOL, REMEMBERED, shownPool, startReading } from './thin-reading.ts';

describe.skipIf(missingForLab().length > 0)('a thin pool that others deal with as well', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'thin-pool-long', disks: 2 });
    await guest.build('thin', 'unclaimed');
  }, 300_000);
  afterAll(() => guest?.down());

  test('killed together with what would release it, the next one releases it', async () => {
    await startReading(guest);
    await guest.ok(`pkill -9 -f hold-metadata-snapshot; pkill -9 -f 'bin/dmscope.ts thin show'`);
    expect(await guest.ok(HELD)).toMatch(/^\d+\n$/);
    expect((await shownPool(guest)).thins).toHaveLength(9);
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
    const { findings } = await shownPool(guest);
    expect(findings.map(({ title }) => title)).toEqual([
      'Thin ID 2 of pool vg/pool goes by 2 names: twin and vg/thin2',
      'Thin pool vg/pool does not have the thin ID of vg/thin3',
      'LVM and thin pool vg/pool do not agree on what was last done: transaction 6 and 9',
      expect.stringContaining('has 2 unclaimed thin IDs'),
      expect.stringContaining('frees next to nothing'),
    ]);
  });
});
