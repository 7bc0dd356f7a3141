import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { dmscope } from './run-in-guest.ts';
import { buildThinPool } from './thin-pool.ts';

describe.skipIf(missingForLab().length > 0)('thin volumes by their IDs', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'thin-actions', disks: 2 });
    await buildThinPool(guest);
  });
  afterAll(() => guest?.down());

  test('one is made, mapped, unmapped and deleted', { timeout: 600_000 }, async () => {
    await does('thin snapshot pool --origin-id 1 --id 5 --name five');
    await does('thin activate pool 5 --name five --size 100M');
    expect(await guest.ok('dmsetup table five')).toBe('0 204800 thin 254:2 5\n');
    await does('clean remove five');
    await does('thin delete pool 5 --typed 5');
    const gone = await dmscope(guest, 'thin delete pool 5 --typed 5 --yes');
    expect(gone.out).toContain('failed: The pool has no such thin ID.');
  });

  async function does(words: string): Promise<void> {
    const { exitStatus, out, err } = await dmscope(guest, `${words} --yes`);
    expect({ exitStatus, err }, out).toEqual({ exitStatus: 0, err: '' });
  }
});
