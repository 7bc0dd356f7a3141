import { describe, expect, test } from 'vitest';
import { LVM_CONFIG } from '../../lvm/lvm-config.fixture.ts';
import type { LvmConfig, LvmHost } from '../../lvm/lvm-host.ts';
import type { LvmBackup } from '../../lvm/parse-backup.ts';
import type { Device, Stack } from '../../stack/stack.ts';
import { findings } from '../findings.ts';
import { leakyHost } from '../leaky-host.fixture.ts';
import type { Prevention } from './prevention.ts';

const CONFIG: LvmConfig = { ...LVM_CONFIG, scansVolumes: true };
const OLD: LvmConfig = {
  ...CONFIG,
  version: '2.02.168(2) (2016-11-30)',
  usesDevicesFile: null,
  devicesFileName: null,
  scansVolumes: null,
};

/** A host with one guest's group on a snapshot; its own group `vms` is on sda. */
function host(config: LvmConfig | null, told: Partial<LvmHost> = {}, disk: Partial<Device> = {}): Stack {
  const stack = leakyHost(20, 1);
  const devices = stack.devices.map((device) => (device.kname === 'sda' ? { ...device, ...disk } : device));
  const lvm = { config, devicesFile: null, backups: null, ...told };
  return { ...stack, devices, host: { ...stack.host, tools: ['dmsetup', 'dracut'], lvm } };
}

function preventionOn(stack: Stack): Prevention {
  const [prevention] = findings(stack).flatMap((finding) => finding.prevention ?? []);
  if (!prevention) throw new Error('nothing to prevent');
  return prevention;
}

const linesOf = ({ steps }: Prevention) => steps.flatMap(({ lines }) => lines);
const afterOf = ({ table }: Prevention) => table?.rows.map((row) => row.at(-1));

describe('how to keep a guest’s group inactive', () => {
  test('says what this LVM does now and by which setting, and writes out the devices file for the host’s own groups', () => {
    const prevention = preventionOn(host(CONFIG));
    expect(prevention.sentences[0]).toBe(
      "Now this host's LVM 2.03.16 scans such a device (devices/scan_lvs is 1): udev activates what appears there, and so does any vgchange -ay.",
    );
    expect(linesOf(prevention)).toEqual([
      'devices {',
      '\tuse_devicesfile = 1',
      '}',
      'lvm vgimportdevices vms',
      'lvm lvmdevices',
      'dracut -f --regenerate-all',
    ]);
    expect(prevention.table?.rows.map((row) => row[1])).toEqual([
      'activated',
      'activated',
      'auto-activated by udev',
    ]);
    expect(afterOf(prevention)).toEqual(['stays inactive', 'stays inactive', 'stays inactive']);
  });

  test('for an LVM of before the devices file it is an allow-list of the host’s own PVs by names that stay', () => {
    const links = ['disk/by-id/lvm-pv-uuid-x', 'disk/by-id/ata-DISK_1.0', 'disk/by-id/wwn-0x5000'];
    const prevention = preventionOn(host(OLD, {}, { links }));
    expect(linesOf(prevention)).toContain('\tglobal_filter = [ "a|^/dev/disk/by-id/wwn-0x5000$|", "r|.*|" ]');
    expect(linesOf(prevention)).toContain('\tauto_activation_volume_list = [ "vms" ]');
    expect(afterOf(prevention)).toEqual(['stays inactive', 'stays inactive', 'stays inactive']);
    expect(linesOf(prevention).join()).not.toContain('devicesfile');
  });

  test('an administrator’s filter is shown, with the pattern that let the guest in, and never replaced in silence', () => {
    const filter = ['a|^/dev/sda|', 'a|^/dev/mapper/vms-snap|', 'r|.*|'];
    const prevention = preventionOn(host({ ...OLD, scansVolumes: true, filter }));
    expect(prevention.sentences.join(' ')).toContain('a|^/dev/mapper/vms-snap| of devices/filter lets it in');
    expect(prevention.sentences.join(' ')).toContain(
      'This host has filter = [ "a|^/dev/sda|", "a|^/dev/mapper/vms-snap|", "r|.*|" ]. It is not to be replaced unread',
    );
  });

  test('what keeps it inactive already is said, with how it was activated all the same', () => {
    const { sentences } = preventionOn(host({ ...CONFIG, scansVolumes: false }));
    expect(sentences[0]).toContain('ignores such a device (devices/scan_lvs is 0)');
    expect(sentences[0]).toContain('bypassed it (--config, --devices)');
  });

  test('a group that shares its name with a guest’s is listed by its disks, since a name could hit either', () => {
    const stack = host(CONFIG);
    const devices = stack.devices.map((device) => ({
      ...device,
      name: device.name.replace(/^guest0-/, 'vms-'),
    }));
    expect(linesOf(preventionOn({ ...stack, devices }))).toContain('lvm lvmdevices --adddev /dev/sda');
  });

  test('a disk with a group that nobody here knows is left out, and named', () => {
    const stack = host(CONFIG);
    const disk = stack.devices.at(-1) as Device;
    const fileSystem = { type: 'LVM2_member', label: '', uuid: 'PVofAGuest' };
    const lun: Device = {
      ...disk,
      devNo: '8:16',
      kname: 'sdb',
      name: 'sdb',
      identity: 'name:sdb',
      fileSystem,
    };
    const withLun = { ...stack, devices: [...stack.devices, lun] };
    expect(preventionOn(withLun).steps.map(({ sentence }) => sentence)).toContain(
      "Left out, since no group known here is on it: sdb. Add what is this host's own.",
    );
    const backup: LvmBackup = {
      path: '/etc/lvm/backup/spare',
      description: "Created *after* executing 'vgcreate spare /dev/sdb'",
      writtenOn: stack.host.name,
      timeSeconds: 1,
      vgName: 'spare',
      vgUuid: 's'.repeat(32),
      sequence: 1,
      pvs: [{ uuid: 'PVofAGuest', device: '/dev/sdb' }],
      madeOn: [],
      thinOrigins: [],
    };
    const known = {
      ...withLun,
      host: { ...withLun.host, lvm: { config: CONFIG, devicesFile: null, backups: [backup] } },
    };
    expect(linesOf(preventionOn(known))).toContain('lvm vgimportdevices spare');
  });

  test('where a capture does not tell of LVM it is what helps in general', () => {
    const prevention = preventionOn(host(null));
    expect([prevention.table, prevention.steps]).toEqual([null, []]);
    expect(prevention.sentences.join(' ')).toContain('use_devicesfile=1');
  });
});
