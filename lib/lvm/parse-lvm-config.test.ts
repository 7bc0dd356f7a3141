import { expect, test } from 'vitest';
import { lvmConfig } from './lvm-host.ts';
import { parseLvmConfig } from './parse-lvm-config.ts';

/** Of LVM 2.03.16, with a filter of an administrator's. */
const REAL = `  LVM version:     2.03.16(2) (2022-05-18)
devices/filter=["a|^/dev/md|","a|^/dev/vm-volumes/snap-|","a|^/dev/mapper/vm--volumes-snap|","r|.*|"]
devices/scan_lvs=1
devices/use_devicesfile=0
devices/devicesfile="system.devices"
devices/global_filter=["a|.*|"]
global/event_activation=1
`;

test('settings are read, and what is not set stays unknown', () => {
  const { value, problems } = parseLvmConfig(REAL);
  expect(problems).toEqual([]);
  expect(lvmConfig(value)).toEqual({
    version: '2.03.16(2) (2022-05-18)',
    usesDevicesFile: false,
    devicesFileName: 'system.devices',
    scansVolumes: true,
    filter: ['a|^/dev/md|', 'a|^/dev/vm-volumes/snap-|', 'a|^/dev/mapper/vm--volumes-snap|', 'r|.*|'],
    globalFilter: ['a|.*|'],
    autoActivationVolumeList: null,
    volumeList: null,
    activatesOnEvents: true,
  });
});

test('an older LVM without these settings, and a host without LVM, are told apart', () => {
  const old = lvmConfig(parseLvmConfig('  LVM version:     2.02.95(2) (2012-03-06)\n').value);
  expect(old).toMatchObject({
    version: '2.02.95(2) (2012-03-06)',
    scansVolumes: null,
    usesDevicesFile: null,
  });
  expect(lvmConfig(parseLvmConfig('').value)).toBeNull();
});

test('a list may be a single string, be empty, and hold quotes, commas and brackets', () => {
  const { value, problems } = parseLvmConfig(
    'devices/filter="r|/dev/loop.*|"\ndevices/global_filter=["a|\\"x, [y]\\\\.|", "r|.*|"]\nactivation/volume_list=[]\n',
  );
  expect(problems).toEqual([]);
  expect(value.get('devices/filter')).toEqual(['r|/dev/loop.*|']);
  expect(value.get('devices/global_filter')).toEqual(['a|"x, [y]\\.|', 'r|.*|']);
  expect(value.get('activation/volume_list')).toEqual([]);
});

test('what is no value is a problem', () => {
  const { value, problems } = parseLvmConfig('devices/filter=["a|x|" "r|y|"]\n');
  expect([value.size, problems.length]).toEqual([0, 1]);
});
