import { afterEach, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { type Desk, dmscope, holdOpen, hostState, openDesk } from './run-in-guest.ts';

/** Whole stacks of a guest's disk on the host: refused for as long as somebody uses them, and then gone to the last device. */
describe.skipIf(missingForLab().length > 0)('dmscope clean', () => {
  let guest: Guest;
  afterEach(() => guest?.down());

  test('takes a volume on a loop on a qcow2 image on LUKS on an array down, and nothing is left', async () => {
    guest = await bootGuest({ name: 'runs-qcow2' });
    await guest.build('s3-qcow2', 'mounted');
    await expectRefused('remove nbd0', 'lvg1-lvroot (254:2) is mounted at /mnt/guest (ext4)');
    await guest.ok('umount /mnt/guest');
    await expectRefused('remove md10', 'images-crypt (254:1) is mounted at /srv/images (ext4)');
    await expectDone('remove nbd0');
    await guest.ok('umount /srv/images');
    await expectDone('remove md10');
    expect(await leftOver()).toBe('No devices found\n');
  });

  test('takes LUKS with partitions down, at once or when the last user is gone, and never under a user', async () => {
    guest = await bootGuest({ name: 'runs-luks' });
    await guest.build('s3-raw-luks', 'in-use');
    const [root, swap] = ['mail.example.com-crypt2', 'mail.example.com-crypt1'];
    await expectRefused('remove vm-raw/mail.example.com', `${root} (254:3) is mounted at /mnt/guest (ext4)`);
    await guest.ok('umount /mnt/guest');
    const desk = await openDesk(guest);
    await expectRefusedAs(desk, ['swap']);
    await guest.ok(`swapoff /dev/mapper/${swap}`);

    await mountElsewhere(root);
    await expectRefusedAs(desk, ['mounted']);
    await guest.ok('kill $(cat /lab/elsewhere)');
    const holder = await holdOpen(guest, `/dev/mapper/${root}`);
    await expectRefused(
      'remove vm-raw/mail.example.com',
      `${root} (254:3) is open by process ${holder.pid} (sleep)`,
    );
    await expectRefusedAs(desk, ['open']);

    const deferred = await expectDone('remove vm-raw/mail.example.com --deferred');
    expect(deferred).toContain(
      `- Verified: vm--raw-mail.example.com (254:0) is removed, or will be when its last user closes it.`,
    );
    expect(await guest.ok('dmsetup ls')).toContain(root);
    await holder.release();
    await guest.ok("until dmsetup ls | grep -q 'No devices'; do sleep 0.1; done");
    expect(await leftOver()).toBe('No devices found\n');

    await guest.ok(`lvchange -ay vm-raw/mail.example.com
      printf lab-passphrase | cryptsetup open --key-file - /dev/vm-raw/mail.example.com mail.example.com-crypt
      kpartx -a /dev/mapper/mail.example.com-crypt; udevadm settle </dev/null`);
    await expectDone('remove vm-raw/mail.example.com');
    expect(await leftOver()).toBe('No devices found\n');
  });

  async function expectDone(what: string): Promise<string> {
    const { exitStatus, out, err } = await dmscope(guest, `clean ${what} --yes`);
    expect({ exitStatus, err }, out).toEqual({ exitStatus: 0, err: '' });
    expect(out).toContain('\nDone.\n- Verified: ');
    return out;
  }

  async function expectRefused(what: string, cause: string): Promise<void> {
    const before = await hostState(guest);
    const { exitStatus, out, err } = await dmscope(guest, `clean ${what} --yes`);
    expect({ exitStatus, err }).toEqual({ exitStatus: 1, err: 'dmscope: It is refused: nothing was run.\n' });
    expect(out).toContain('\nRefused:\n');
    expect(out).toContain(`\n- ${cause}`);
    expect(await hostState(guest)).toBe(before);
  }

  /** By the server's function, with the fingerprint of the very plan that is refused. */
  async function expectRefusedAs(desk: Desk, refusals: readonly string[]): Promise<void> {
    const reviewed = await desk.review('remove', 'vm-raw/mail.example.com');
    expect(reviewed.refusals).toEqual(refusals);
    const before = await hostState(guest);
    const [started] = await desk.start(reviewed);
    expect(started?.kind).toBe('refused');
    expect(await hostState(guest)).toBe(before);
  }

  async function mountElsewhere(name: string): Promise<void> {
    const mount = `mount --make-rprivate / && mount /dev/mapper/${name} /mnt && exec sleep 300`;
    await guest.ok(`unshare --mount sh -c '${mount}' </dev/null >/dev/null 2>&1 & echo $! >/lab/elsewhere
      until dmsetup info -c --noheadings -o open ${name} | grep -q 1; do sleep 0.1; done`);
  }

  async function leftOver(): Promise<string> {
    return guest.ok('dmsetup ls; losetup -a; grep -E "md|nbd|dm-|loop" /proc/partitions || :');
  }
});
