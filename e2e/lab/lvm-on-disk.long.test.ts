import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { expectWhatLvmSays, scanIn } from './lvm-on-disk.ts';
import { craftedCases, mutatedCases } from './lvm-on-disk-crafted.ts';
import { expectAgreement, expectSameBytes, imagesOf, judge } from './lvm-on-disk-judged.ts';

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

/** Every so many of the changes, a prime so that all kinds of them come. */
const CASES = [...craftedCases(), ...mutatedCases(61)];

describe.skipIf(missingForLab().length > 0)('disks that LVM never wrote', () => {
  let guest: Guest;
  let images: ReturnType<typeof imagesOf>;
  beforeAll(async () => {
    images = imagesOf(CASES);
    guest = await bootGuest({ name: 'lvm-on-disk-judged', bootLimitMs: 300_000, limitMs: 7_200_000 });
  }, 400_000);
  afterAll(async () => {
    await guest?.down();
    images?.remove();
  });

  test('are read as LVM reads them, or said to be damaged', async () => {
    const verdicts = await judge(guest, images.folder, 6_000_000);
    expect(verdicts).toHaveLength(CASES.length);
    const outcomes = await Promise.all(CASES.map((each, at) => expectAgreement(each, verdicts[at] ?? null)));
    expect(outcomes.filter((each) => each === 'alike').length).toBeGreaterThan(20);
  }, 6_100_000);

  test('have the bytes that they have when they are active', async () => {
    await expectSameBytes(guest, CASES, images.folder);
  }, 1_200_000);
});
