import { expect, test } from 'vitest';
import { generalAdvice, lvmEra } from './general-advice.ts';

const host = (dmLibraryVersion: string) => ({
  name: 'host1',
  kernel: '6.1.0',
  dmVersion: '4.47.0',
  dmLibraryVersion,
  timeSeconds: 0,
  tools: null,
  stuckProcesses: null,
  udevCookies: null,
  lvm: null,
  userSourceGaps: [],
  unidentifiedUsers: [],
  origin: null,
});

test('the era of an LVM is read from the date that dmsetup prints, whatever the distribution calls its build', () => {
  expect(lvmEra(host('1.02.149 (2018-07-19)'))).toBe('filters');
  expect(lvmEra(host('1.02.181-RHEL8 (2021-10-20)'))).toBe('devices-file');
  expect(lvmEra(host('1.02.185 (2022-05-18)'))).toBe('devices-file');
  expect(lvmEra(host('1.02.198 (2024-05-16)'))).toBe('skips-lvs');
  expect(lvmEra(host(''))).toBe('unknown');
});

test('the devices file is advised only where LVM has it, and nobody is told to overwrite a filter', () => {
  const old = generalAdvice(host('1.02.149 (2018-07-19)'), 'volume').join(' ');
  const recent = generalAdvice(host('1.02.185 (2022-05-18)'), 'volume').join(' ');
  expect(old).not.toContain('use_devicesfile');
  expect(old).toContain('auto_activation_volume_list');
  expect(recent).toContain('use_devicesfile=1');
});

test('over a layer that is no LV it is said that scan_lvs does not help', () => {
  expect(generalAdvice(host('1.02.185 (2022-05-18)'), 'layer').join(' ')).toContain(
    'scan_lvs=0 does not help',
  );
});
