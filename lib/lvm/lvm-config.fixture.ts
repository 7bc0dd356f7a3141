import type { LvmConfig } from './lvm-host.ts';

/** LVM 2.03.16 as Debian 12 sets it up. */
export const LVM_CONFIG: LvmConfig = {
  version: '2.03.16(2) (2022-05-18)',
  usesDevicesFile: false,
  devicesFileName: 'system.devices',
  scansVolumes: false,
  filter: ['a|.*|'],
  globalFilter: ['a|.*|'],
  autoActivationVolumeList: null,
  volumeList: null,
  activatesOnEvents: true,
};
