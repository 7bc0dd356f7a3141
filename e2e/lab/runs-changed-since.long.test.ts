import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import type { Reviewed } from './guest/runs-desk.ts';
import { bootGuest, type Guest } from './guest.ts';
import { buildTower, type Desk, dmscope, hostState, journalList, openDesk } from './run-in-guest.ts';

const HOLD = (device: string) => `sleep 300 <${device} & echo $! >/lab/holder`;
const LINE = "--table '0 4096 linear /dev/mapper/mid 0'";

/** What a change is, and how it is made. */
const CHANGES = [
  ['opened', HOLD('/dev/mapper/top')],
  ['opened further down', HOLD('/dev/mapper/mid')],
  ['held by a mapped device', "dmsetup create more --table '0 8 linear /dev/mapper/top 0'"],
  ['held by a loop', 'losetup /dev/loop0 /dev/mapper/mid'],
  ['mounted', 'mkfs.ext4 -q /dev/mapper/top && mkdir -p /lab/mnt && mount /dev/mapper/top /lab/mnt'],
  ['used as swap', 'mkswap /dev/mapper/top && swapon /dev/mapper/top'],
  ['suspended', 'dmsetup suspend top'],
  ['renamed', 'dmsetup rename top other'],
  [
    'replaced by one of the same name with another UUID',
    `dmsetup remove --retry top && dmsetup create top --uuid TEST-other ${LINE}`,
  ],
] as const;
const UNDO =
  'umount /lab/mnt; swapoff -a; losetup -D; dmsetup resume top; [ ! -e /lab/holder ] || kill $(cat /lab/holder); rm -f /lab/holder';

/** What was reviewed is run, or nothing is; and then the host is as it was, to the last open count. */
describe.skipIf(missingForLab().length > 0)('a run of what is not the reviewed stack any more', () => {
  let guest: Guest;
  let desk: Desk;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'runs-since' });
    await guest.ok('modprobe loop');
    desk = await openDesk(guest);
  });
  afterAll(() => guest?.down());
  beforeEach(async () => {
    await guest.ok(`{ ${UNDO}; } 2>/dev/null`);
    await buildTower(guest, 'with-uuids');
  });

  test.each(CHANGES)('is not begun: %s', async (_, change) => {
    const reviewed = await desk.review('free', 'low');
    expect(reviewed.refusals).toEqual([]);
    await guest.ok(`{ ${change}; } </dev/null >/dev/null`);
    await expectNotBegun(guest, desk, reviewed);
  });

  test('is not begun: the target itself replaced, where the plan was shown by the command line', async () => {
    const shown = JSON.parse((await dmscope(guest, 'plan remove top --json')).out);
    const { intent, fingerprint } = shown;
    await guest.ok(`dmsetup remove --retry top && dmsetup create top --uuid TEST-new ${LINE}`);
    await expectNotBegun(guest, desk, { intent, fingerprint, refusals: [] });
    expect((await journalList(guest))[0]).toMatchObject({
      state: 'declined',
      reason: 'The stack had changed since it was reviewed.',
      who: { name: 'ada', via: 'page' },
      doneCount: 0,
    });
  });

  test('is not begun: another table under the same name and number, and no UUID to tell them apart', async () => {
    await buildTower(guest, 'without-uuids');
    const reviewed = await desk.review('remove', 'mid');
    const number = await numberOf(guest, 'top');
    await guest.ok(`dmsetup remove --retry top &&
      dmsetup create top --major 254 --minor ${number} --table '0 2048 linear /dev/mapper/mid 8'`);
    expect(await numberOf(guest, 'top')).toBe(number);
    await expectNotBegun(guest, desk, reviewed);
  });
});

async function numberOf(guest: Guest, name: string): Promise<string> {
  return (await guest.ok(`dmsetup info -c --noheadings -o minor ${name}`)).trim();
}

async function expectNotBegun(guest: Guest, desk: Desk, reviewed: Reviewed): Promise<void> {
  const before = await hostState(guest);
  const [started] = await desk.start(reviewed);
  expect(started).toMatchObject({ kind: 'changed', plan: { intent: reviewed.intent } });
  expect(await hostState(guest)).toBe(before);
}
