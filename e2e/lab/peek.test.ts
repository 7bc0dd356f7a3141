import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCapture } from '../../lib/capture/read-capture.ts';
import { buildStack } from '../../lib/stack/build-stack.ts';
import { missingForLab } from '../setup/requirements.ts';
import { bootGuest, type Guest } from './guest.ts';
import { COLLECTOR, mapOnLow, PATIENT, PEEK_ENV, peek, WITHOUT_UDEV } from './peek-in-guest.ts';

const DISK = 'vm--volumes-docker2.example.com--volumes';

describe.skipIf(missingForLab().length > 0)('looking into devices for LVM', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ name: 'peek' });
    await guest.build('s1', 'before');
  });
  afterAll(() => guest?.down());

  test("a guest's group is seen in its disk before it leaks; what stays as it is, is not looked into again", async () => {
    const watch = await guest.start(`exec env ${PEEK_ENV} sh ${COLLECTOR} watch`);
    const chunks: Buffer[] = [];
    watch.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    const said = () => Buffer.concat(chunks).toString('latin1');
    const count = (pattern: RegExp) => said().match(pattern)?.length ?? 0;
    const until = async (isSo: () => boolean) => {
      for (const end = Date.now() + PATIENT.timeoutMs; !isSo(); await new Promise((r) => setTimeout(r, 100)))
        if (Date.now() > end) throw new Error(said().slice(-2000));
    };
    const SECTION = /^%% section name=lvm-inside .* state=done/gm;
    try {
      await until(() => /^\{"devNo".*\n\n/m.test(said()));
      const [ticks, captures] = [count(/^%% tick /gm), count(/^%% begin /gm)];
      // A mount is a change, but not of a device.
      await guest.ok('mkdir -p /mnt/restore; mount -t tmpfs none /mnt/restore');
      await until(() => count(/^%% begin /gm) > captures && count(/^%% tick /gm) >= ticks + 3);
      expect(count(SECTION)).toBe(1);
      await guest.ok("dmsetup create new --table '0 8 zero'");
      await until(() => /^\{.*"name":"new".*\n/m.test(said()));
    } finally {
      await guest.run(`kill -TERM -- -${watch.pid}; dmsetup remove new`);
      watch.abandon();
    }
    const { value } = readCapture(Buffer.concat(chunks));
    const devices = value ? buildStack(value).devices : [];
    const inside = (name: string) =>
      devices.find((device) => (device.dm?.rawName ?? device.kname) === name)?.inside;
    expect(inside(DISK)?.pvs[0]?.group).toMatchObject({
      name: 'docker-volumes',
      allowsAutoActivation: true,
      isActive: false,
      volumeCount: 2,
      volumes: [
        { name: 'docker-data', type: 'linear', sizeBytes: 200 * 2 ** 20 },
        { name: 'docker-meta', type: 'linear', sizeBytes: 40 * 2 ** 20 },
      ],
    });
    expect(inside('md125')?.pvs[0]?.group?.name).toBe('vm-volumes');
    expect([inside('ubda'), inside('ubdc'), inside('new')]).toEqual([undefined, undefined, undefined]);
  });

  test('what would not come back is not opened, and nor is what stands on it', async () => {
    await guest.ok(
      `${WITHOUT_UDEV}
      modprobe -a dm-multipath dm-round-robin loop; truncate -s 8M /lab/path.img; loop=$(losetup -f --show /lab/path.img)
      dmsetup create low --table '0 8192 linear /dev/ubdc 0'; ${mapOnLow('low-top')}
      dmsetup create map --table "0 8192 multipath 1 queue_if_no_path 0 1 1 round-robin 0 1 1 $loop 1"
      dmsetup create map-top --table "0 8192 linear $(stat -Lc %Hr:%Lr /dev/mapper/map) 0"
      dmsetup message map 0 "fail_path $loop"
      dmsetup suspend low`,
      PATIENT,
    );
    const found = await peek(guest);
    const words = (name: string) => found.get(name)?.notRead;
    expect(words('low')).toBe('it is suspended');
    expect(words('low-top')).toBe(`${found.get('low')?.devNo}, on which it stands: it is suspended`);
    expect(words('map')).toBe('it has no usable path, and waits for one');
    expect(words('map-top')).toMatch(/^[\d:]+, on which it stands: it has no usable path/);
    expect(found.get(DISK)?.inside?.pvs).toHaveLength(1);
    const opens =
      'for each in low-top map-top; do dmsetup info -c --noheadings -o open $each; done; ps -e -o stat= | grep -c ^D || :';
    expect(await guest.ok(opens)).toBe('0\n0\n0\n');
    await guest.ok(
      'export DM_DISABLE_UDEV=1; dmsetup resume low; for each in low-top map-top; do dmsetup remove --retry $each; done; dmsetup message map 0 fail_if_no_path; dmsetup remove --retry map; losetup -D',
    );
  });
});
