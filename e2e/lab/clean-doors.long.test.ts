import { afterEach, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { dmscopeDoes, findingsOf, mappedDevices } from './dmscope-in-guest.ts';
import { bootGuest, type Guest } from './guest.ts';

/** States of the scenario side-by-side, in its order: by which door the volumes of `guestvg` came to be active. */
const DOORS = [
  { state: 'leak-hidden', through: 'nothing between', target: 'vms/web-backup' },
  { state: 'partition-maps', through: 'partition maps', target: 'vms/web-backup' },
  { state: 'luks-lvm', through: 'LUKS', target: 'vms/mail-backup' },
  { state: 'loop', through: 'a loop device', target: 'vms/git-backup' },
  { state: 'thin', through: 'a thin snapshot', target: 'vms/db-backup' },
];

describe.skipIf(missingForLab().length > 0)('a leaked snapshot', () => {
  let guest: Guest;
  afterEach(() => guest?.down());

  test('is freed whatever stands between it and the volumes', async () => {
    guest = await bootGuest({ name: 'clean-doors', limitMs: 1_200_000 });
    for (const [at, { state, target, through }] of DOORS.entries()) {
      if (at === 0) await guest.build('side-by-side', state);
      else await guest.advance(state);
      const found = await findingsOf(guest, 'guest-group-on-snapshot');
      expect(
        found.map(({ devices }) => devices.map(({ name }) => name)[0]),
        through,
      ).toEqual(['guestvg-data']);
      await dmscopeDoes(guest, ['clean', found[0]?.id ?? '', '--yes']);
      const left = await mappedDevices(guest);
      expect(
        left.filter((name) => !name.startsWith('vms-') || /\d$/.test(name)),
        through,
      ).toEqual([]);
      expect(await guest.ok('losetup -a'), through).toBe('');
      await guest.ok(`lvremove -y ${target} && udevadm settle`, { timeoutMs: 120_000 });
    }
  }, 900_000);

  test('so is a guest’s qcow2 image behind nbd, which can then be disconnected', async () => {
    guest = await bootGuest({ name: 'clean-nbd', limitMs: 900_000 });
    await guest.build('side-by-side', 'nbd');
    const found = await findingsOf(guest, 'guest-group-on-disk');
    expect(found.map(({ intent }) => intent)).toEqual([
      { kind: 'free', device: expect.objectContaining({ devNo: '43:0' }) },
    ]);
    await dmscopeDoes(guest, ['clean', found[0]?.id ?? '', '--yes']);
    expect(await mappedDevices(guest)).toEqual([]);
    expect(await guest.ok('cat /sys/block/nbd0/pid')).toMatch(/^\d+\n$/);

    const [left] = await findingsOf(guest, 'nbd-left');
    await dmscopeDoes(guest, ['clean', left?.id ?? '', '--yes']);
    await guest.ok('! test -e /sys/block/nbd0/pid && ! pgrep qemu-nbd');
  }, 600_000);
});
