import type { LvmBackup } from './parse-backup.ts';
import type { DevicesFileEntry } from './parse-devices-file.ts';
import type { LvmValue } from './parse-lvm-config.ts';

/** What a host's LVM is told to do with what it sees, and what it remembers. */
export type LvmHost = {
  /** Null where the capture does not tell, or the host has no LVM. */
  readonly config: LvmConfig | null;
  /** Null where there is no such file, or the capture does not tell. */
  readonly devicesFile: readonly DevicesFileEntry[] | null;
  /** Of the groups that the host has devices of; null where the capture does not tell. */
  readonly backups: readonly LvmBackup[] | null;
};

/** Settings as they are in force. Null: this LVM has no such setting, or it is not set and has no default. */
export type LvmConfig = {
  /** `2.03.16(2) (2022-05-18)`; empty where not known. */
  readonly version: string;
  readonly usesDevicesFile: boolean | null;
  /** Its name in /etc/lvm/devices; `system.devices` is the one that is captured. */
  readonly devicesFileName: string | null;
  readonly scansVolumes: boolean | null;
  readonly filter: readonly string[] | null;
  readonly globalFilter: readonly string[] | null;
  readonly autoActivationVolumeList: readonly string[] | null;
  readonly volumeList: readonly string[] | null;
  readonly activatesOnEvents: boolean | null;
};

/** Null for an empty section: the host has no LVM. */
export function lvmConfig(settings: ReadonlyMap<string, LvmValue>): LvmConfig | null {
  if (settings.size === 0) return null;
  const isOn = (name: string) => {
    const value = settings.get(name);
    return typeof value === 'number' ? value !== 0 : null;
  };
  const list = (name: string) => {
    const value = settings.get(name);
    return typeof value === 'object' ? value : null;
  };
  return {
    version: list('version')?.[0] ?? '',
    usesDevicesFile: isOn('devices/use_devicesfile'),
    devicesFileName: list('devices/devicesfile')?.[0] ?? null,
    scansVolumes: isOn('devices/scan_lvs'),
    filter: list('devices/filter'),
    globalFilter: list('devices/global_filter'),
    autoActivationVolumeList: list('activation/auto_activation_volume_list'),
    volumeList: list('activation/volume_list'),
    activatesOnEvents: isOn('global/event_activation'),
  };
}
