import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { expectWhatLvmSays, scanIn } from './lvm-on-disk.ts';

const GROUPS =
  'linear segments striped raid1 copies none tags renamed sectors4k sector3 boot reduced raid0 raid5 raid6 raid10 mirror snapshot thin cached wrapped many'.split(
    ' ',
  );

describe.skipIf(missingForLab().length > 0)('LVM of every make read from its disks', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'lvm-on-disk-all', limitMs: 1_500_000 });
    await guest.build('lvm-on-disk', 'filled');
    while ((await guest.advance()) !== 'many');
  }, 900_000);
  afterAll(() => guest?.down());

  test('what is read is what LVM says', async () => {
    expect([...(await expectWhatLvmSays(guest))].sort()).toEqual([...GROUPS].sort());
  }, 300_000);

  test('text that goes round the end of its ring is read, and so are five hundred volumes', async () => {
    const scan = await scanIn(guest, ['/lab/wrapped-1.img', '/lab/many-1.img']);
    expect(scan.groups.map(({ volumes }) => volumes.length)).toEqual([30, 500]);
    const rounds = scan.places.map(({ metadata }) => metadata?.offset ?? 0);
    expect(rounds.every((offset) => offset > 0)).toBe(true);
  });

  test('a group on a partition that is in an extended one is found', async () => {
    const scan = await scanIn(guest, ['/lab/logical-1.img']);
    expect(scan.groups.map(({ name }) => name)).toEqual(['logical']);
  });
});
