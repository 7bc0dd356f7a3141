import { describe, expect, test } from 'vitest';
import { LVM_CONFIG } from './lvm-config.fixture.ts';
import type { LvmConfig } from './lvm-host.ts';
import { type GuestPv, type LvmSettings, whatLvmWouldDo } from './what-lvm-would-do.ts';

const OWN = { idType: 'devname', idName: '/dev/sda2', devName: '/dev/sda2', pvId: 'x', partition: null };

const volume: GuestPv = {
  door: 'volume',
  paths: ['/dev/dm-4', '/dev/mapper/vms-web', '/dev/vms/web', '/dev/disk/by-id/dm-name-vms-web'],
  ids: ['LVM-web'],
  groupName: 'guestvg',
  volumeBelow: null,
};
const map: GuestPv = {
  ...volume,
  door: 'layer',
  paths: ['/dev/dm-5', '/dev/mapper/vms-web1'],
  ids: ['part1-LVM-web'],
};
const loop: GuestPv = { ...volume, door: 'loop', paths: ['/dev/loop0'], ids: [], volumeBelow: volume };

function said(told: Partial<LvmConfig>, devicesFile: LvmSettings['devicesFile'] = null): readonly string[] {
  return [volume, map, loop].map((pv) => {
    const answer = whatLvmWouldDo({ config: { ...LVM_CONFIG, ...told }, devicesFile }, pv);
    return answer === null ? 'unknown' : `${answer.byEvent}/${answer.byCommand}`;
  });
}

/** As measured on 2.03.16: a PV on a volume, on a partition map of one, on a loop over one; by udev / by vgchange -ay. */
describe('what LVM does with a guest’s PV', () => {
  test('by default: no volume is looked into, and everything else is', () => {
    expect(said({})).toEqual(['staysInactive/staysInactive', 'activates/activates', 'activates/activates']);
  });

  test('with scan_lvs=1: all, but a loop shows the PV a second time', () => {
    expect(said({ scansVolumes: true })).toEqual([
      'activates/activates',
      'activates/activates',
      'activates/refused',
    ]);
  });

  test('with a filter on the paths of volumes a loop over one is still let in', () => {
    const filter = ['r|^/dev/dm-|', 'r|^/dev/mapper/|', 'r|^/dev/vms/|', 'r|^/dev/disk/by-id/dm-|'];
    expect(said({ scansVolumes: true, filter })).toEqual([
      'staysInactive/staysInactive',
      'staysInactive/staysInactive',
      'activates/activates',
    ]);
  });

  test('with an allow-list none', () => {
    const globalFilter = ['a|^/dev/sda2$|', 'r|.*|'];
    expect(said({ scansVolumes: true, globalFilter })).toEqual(Array(3).fill('staysInactive/staysInactive'));
  });

  test('a filter that lets in a snapshot by LVM’s name leaves it to commands: in udev’s rule it has no such name yet', () => {
    const filter = ['a|^/dev/vms/web|', 'r|.*|'];
    expect(said({ scansVolumes: true, filter })[0]).toBe('staysInactive/activates');
    expect(said({ scansVolumes: true, filter, version: '2.03.11' })[0]).toBe('activates/activates');
  });

  test('with auto_activation_volume_list, or events switched off, commands still activate it', () => {
    const told = { scansVolumes: true };
    expect(said({ ...told, autoActivationVolumeList: ['vms'] })).toEqual([
      'staysInactive/activates',
      'staysInactive/activates',
      'staysInactive/refused',
    ]);
    expect(said({ ...told, activatesOnEvents: false })[0]).toBe('staysInactive/activates');
    expect(said({ ...told, autoActivationVolumeList: ['guestvg/data'] })[0]).toBe('activates/activates');
  });

  test('with volume_list nothing activates it', () => {
    expect(said({ scansVolumes: true, volumeList: ['vms'] })).toEqual(
      Array(3).fill('staysInactive/staysInactive'),
    );
  });

  test('with a devices file only what it lists, whatever the filters say; without the file it is as if it were off', () => {
    const told = { scansVolumes: true, usesDevicesFile: true, globalFilter: ['r|.*|'] };
    expect(said(told, [OWN])).toEqual(Array(3).fill('staysInactive/staysInactive'));
    expect(said(told, [OWN, { ...OWN, idType: 'lvmlv_uuid', idName: 'LVM-web' }])[0]).toBe(
      'activates/activates',
    );
    expect(said({ ...told, globalFilter: ['a|.*|'] }, null)[0]).toBe('activates/activates');
  });

  test('an LVM of before scan_lvs looks into volumes, and from 2.03.24 on udev leaves them alone', () => {
    expect(said({ version: '2.02.176(2)', scansVolumes: null, usesDevicesFile: null })[0]).toBe(
      'activates/activates',
    );
    expect(said({ version: '2.03.24(2)', scansVolumes: true })).toEqual([
      'staysInactive/activates',
      'activates/activates',
      'activates/refused',
    ]);
  });

  test('a filter that is not understood gives no answer', () => {
    expect(said({ filter: ['a|(x|y)+|'] })).toEqual(['staysInactive/staysInactive', 'unknown', 'unknown']);
  });
});
