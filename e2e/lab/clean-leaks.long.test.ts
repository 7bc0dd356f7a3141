import { afterEach, describe, expect, test } from 'vitest';
import { missingForLab } from '../setup/requirements.ts';
import { dmscope, dmscopeDoes, findingsOf, mappedDevices } from './dmscope-in-guest.ts';
import { bootGuest, type Guest } from './guest.ts';

/**
 * A backup's snapshot that LVM does not remove, since volumes inside it are active on the host: found, freed and removed
 * by the command line, whichever way those volumes came to be active and whether or not LVM still sees them.
 */
const ORIGIN = 'vm-volumes/docker2.example.com-volumes';
const SNAPSHOT = 'vm-volumes/snap-docker2.example.com-volumes';
const GUEST_VOLUMES = ['docker--volumes-docker--data', 'docker--volumes-docker--meta'];
const PV = '/dev/md125';

/** Debian's LVM has the command, and no link of its name. */
const SEES_ALL = 'devices { use_devicesfile=1 scan_lvs=0 filter=[ "a|.*|" ] }';

/** Settings under which this host's LVM does not see the group inside the snapshot any more. */
const HIDDEN = [
  { by: 'a filter', conf: `devices { scan_lvs=1 filter=[ "a|^${PV}$|", "r|.*|" ] }` },
  { by: 'the devices file', conf: 'devices { scan_lvs=1 use_devicesfile=1 }' },
  { by: 'scan_lvs=0', conf: 'devices { scan_lvs=0 }' },
];

describe.skipIf(missingForLab().length > 0)('a leaked snapshot', () => {
  let guest: Guest;
  afterEach(() => guest?.down());

  test('is found, freed by the finding’s id, and LVM removes it; also where LVM does not see what is in it', async () => {
    guest = await bootGuest({ name: 'clean-s1', limitMs: 1_200_000 });
    await guest.build('s1', 'leaked');
    const id = await freedByFinding(guest);
    await lvm(guest, `lvremove -y ${SNAPSHOT}`);

    const shown = await guest.ok('cat /etc/lvm/lvm.conf');
    for (const { by, conf } of HIDDEN) {
      await leakAgain(guest, shown);
      await lvm(guest, `lvm vgimportdevices -q --config '${SEES_ALL}' vm-volumes`);
      await guest.writeFile('/etc/lvm/lvm.conf', conf);
      expect(
        (await guest.run('vgchange -an docker-volumes', { timeoutMs: 120_000 })).exitStatus,
        by,
      ).not.toBe(0);
      expect((await guest.run(`lvremove -y ${SNAPSHOT}`, { timeoutMs: 120_000 })).exitStatus, by).not.toBe(0);
      expect(await mappedDevices(guest), by).toEqual(expect.arrayContaining(GUEST_VOLUMES));

      expect(await freedByFinding(guest), by).not.toBe(id);
      await lvm(guest, `lvremove -y ${SNAPSHOT}`);
    }
  }, 900_000);

  test('is freed and removed for good only when its name was typed', async () => {
    guest = await bootGuest({ name: 'clean-typed', limitMs: 900_000 });
    await guest.build('s1', 'leaked');
    const before = await mappedDevices(guest);
    for (const typed of [[], ['--typed', ORIGIN], ['--typed', 'yes']]) {
      const refused = await dmscope(guest, ['clean', 'free-and-lvremove', SNAPSHOT, '--yes', ...typed]);
      expect(refused.exitStatus).toBe(1);
      expect(refused.stdout).toContain(`has to be confirmed.\n  Type its name: ${SNAPSHOT}\n`);
      expect(refused.stderr).toBe('dmscope: It is refused: nothing was run.\n');
      expect(await mappedDevices(guest)).toEqual(before);
    }
    await dmscopeDoes(guest, ['clean', 'free-and-lvremove', SNAPSHOT, '--yes', '--typed', SNAPSHOT]);
    expect(await mappedDevices(guest)).toEqual([
      'vm--volumes-docker1.example.com--volumes',
      'vm--volumes-docker2.example.com--volumes',
    ]);
    expect(await volumes(guest, 'vm-volumes')).toEqual(
      ['docker1.example.com-volumes', 'docker2.example.com-volumes'].sort(),
    );
  }, 600_000);
});

/** Resolves with the finding's id, once what it is about is seen to be gone, and nothing else. */
async function freedByFinding(guest: Guest): Promise<string> {
  const found = await findingsOf(guest, 'guest-group-on-snapshot');
  expect(found).toHaveLength(1);
  const before = await mappedDevices(guest);
  const { stdout } = await dmscopeDoes(guest, ['clean', found[0]?.id ?? '', '--yes']);
  expect(stdout).toMatch(/\nDone\.\n- Verified: .* has no holders and no users\.\n/);
  expect(await mappedDevices(guest)).toEqual(before.filter((name) => !GUEST_VOLUMES.includes(name)));
  return found[0]?.id ?? '';
}

async function leakAgain(guest: Guest, conf: string): Promise<void> {
  await guest.writeFile('/etc/lvm/lvm.conf', conf);
  const [, name] = SNAPSHOT.split('/');
  await lvm(guest, `lvcreate -q -y --snapshot -n ${name} -L 100M ${ORIGIN} && vgchange -ay`);
}

/** LVM waits for udev, which takes its time in a guest that shares its CPU. */
async function lvm(guest: Guest, command: string): Promise<string> {
  return guest.ok(`${command} && udevadm settle`, { timeoutMs: 120_000 });
}

async function volumes(guest: Guest, group: string): Promise<readonly string[]> {
  const listed = await lvm(guest, `lvs --noheadings -o lv_name ${group}`);
  return listed.trim().split(/\s+/).sort();
}
