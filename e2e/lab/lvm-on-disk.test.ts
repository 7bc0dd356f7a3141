import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { dmscope } from './dmscope-in-guest.ts';
import { bootGuest, type Guest } from './guest.ts';
import { expectWhatLvmSays } from './lvm-on-disk.ts';

const DUMPED: readonly (readonly [volume: string, images: string])[] = [
  ['linear/one', '/lab/linear-1.img'],
  ['segments/two', '/lab/segments-1.img /lab/segments-2.img'],
  ['striped/wide', '/lab/striped-3.img /lab/striped-1.img /lab/striped-2.img'],
  ['raid1/safe', '/lab/raid1-1.img /lab/raid1-2.img'],
];

/** Groups that were made with LVM, read without it; all twenty, and disks that LVM never wrote, in lvm-on-disk.long.test.ts. */
describe.skipIf(missingForLab().length > 0)('LVM read from its disks', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'lvm-on-disk', bootLimitMs: 300_000, limitMs: 7_200_000 });
    await guest.build('lvm-on-disk', 'filled');
  }, 900_000);
  afterAll(() => guest?.down());

  test('what is read is what LVM says', async () => {
    expect(await expectWhatLvmSays(guest)).toHaveLength(6);
  });

  test('a dumped volume has the bytes of the active one, whatever its layout', async () => {
    for (const [volume, images] of DUMPED) {
      const active = await guest.ok(`dd if=/dev/${volume} bs=1M status=none | sha256sum`);
      await guest.ok(`/mnt/dmscope/bin/dmscope lvm dump ${images} ${volume} -o /lab/dumped`);
      expect(await guest.ok('sha256sum </lab/dumped; rm /lab/dumped'), volume).toBe(active);
    }
  });

  test("a guest's volume is dumped out of its disk, which is a volume of the host", async () => {
    const { stdout } = await dmscope(guest, ['lvm', 'scan', '/lab/segments-1.img', '/lab/segments-2.img']);
    expect(stdout).toContain('LV guest-data, 3 MiB, linear');
    const dump = 'lvm dump /lab/segments-1.img /lab/segments-2.img guest/guest-data -o -';
    const [dumped, said] = await Promise.all([
      guest.ok(`/mnt/dmscope/bin/dmscope ${dump} | sha256sum`),
      guest.ok('cat /lab/guest-data.sha256'),
    ]);
    expect(dumped).toBe(said);
  });
});
