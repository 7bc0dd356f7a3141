import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { dmscope } from './run-in-guest.ts';
import { buildThinPool, isSuspended } from './thin-pool.ts';

describe.skipIf(missingForLab().length > 0)('a thin volume', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'thin-refusals', disks: 3 });
    await buildThinPool(guest);
    await guest.ok(
      "dmsetup message pool 0 'create_thin 7'; dmsetup create snap7 --table '0 204800 thin /dev/mapper/pool 7'",
    );
  });
  afterAll(() => guest?.down());

  test('is not deleted while it is mapped', async () => {
    const { exitStatus, out } = await dmscope(guest, 'thin delete pool 7 --typed 7 --yes');
    expect(exitStatus).toBe(1);
    expect(out).toContain('Thin ID 7 is active as snap7 (254:4).');
  });

  test('that the pool refuses ends with the origin resumed, and says why in one line', async () => {
    await guest.ok('dmsetup remove --retry snap7');
    const { exitStatus, out } = await dmscope(guest, 'thin snapshot vol --id 7 --name again --yes');
    expect(exitStatus).toBe(1);
    expect(out).toContain(
      'failed: The pool has this thin ID already: choose another one.\n3. Resume vol (254:3). done\n',
    );
    expect(await isSuspended(guest, 'vol')).toBe(false);
  });

  test('in a pool of LVM is left to LVM, with the line for it', async () => {
    await guest.ok(`{ pvcreate -q /dev/ubdc && vgcreate -q vg /dev/ubdc && lvcreate -q -y --type thin-pool -L 100M -n pool vg &&
      lvcreate -q -y -V 50M --thinpool pool -n thin1 vg; } </dev/null`);
    const { exitStatus, out } = await dmscope(guest, 'thin snapshot vg/thin1 --id 7 --name copy --yes');
    expect(exitStatus).toBe(1);
    expect(out).toContain('Have LVM take it: lvcreate -s vg/thin1 -n copy\n');
    expect(await guest.ok('dmsetup status vg-pool-tpool')).not.toContain('needs_check');
  });
});
