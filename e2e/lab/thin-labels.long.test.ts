import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { dmscope } from './run-in-guest.ts';
import { buildThinPool } from './thin-pool.ts';

describe.skipIf(missingForLab().length > 0)('the label of a thin volume', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'thin-labels', disks: 2 });
    await buildThinPool(guest);
    await guest.ok(`dmsetup message pool 0 'create_snap 5 1'`);
  });
  afterAll(() => guest?.down());

  test('is not inherited by a later volume of its ID', async () => {
    expect(await dmscope(guest, "thin label pool 5 'golden image'")).toMatchObject({
      exitStatus: 0,
      err: '',
    });
    expect((await dmscope(guest, 'thin label pool 5')).out).toBe('golden image\n');
    await guest.ok(`dmsetup message pool 0 'delete 5' && dmsetup message pool 0 'create_snap 5 1'`);
    expect(await dmscope(guest, 'thin label pool 5')).toMatchObject({
      exitStatus: 1,
      out: '',
      err: 'dmscope: thin ID 5 has no label\n',
    });
  });
});
