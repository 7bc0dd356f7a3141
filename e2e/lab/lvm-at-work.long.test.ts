import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { FIFTY } from './lvm-at-work-commands.ts';
import { MAKE_GROUP, runWatched, WORKS } from './lvm-at-work-run.ts';

describe.skipIf(missingForLab().length > 0)('beside LVM at work', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'lvm-at-work-long', disks: 5, limitMs: 10_800_000 });
    await guest.ok(MAKE_GROUP, WORKS);
  }, 600_000);
  afterAll(() => guest?.down());

  test('sixty commands of every type raise only what is true, and nothing of theirs is offered for removal', async () => {
    const { raised, harmful, looks, failed } = await runWatched(guest, FIFTY);
    expect(looks).toBeGreaterThan(3 * FIFTY.length);
    expect(failed).toEqual([]);
    expect(raised).toEqual([]);
    expect(harmful).toEqual([]);
  }, 10_000_000);
});
