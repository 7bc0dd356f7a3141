/** What udev, lsblk and sysfs say is on a device, and which hardware it is. */
import type { LsblkDevice } from '../block/parse-lsblk.ts';
import type { UdevDevice } from '../block/parse-udev-db.ts';
import type { Device } from './stack.ts';

export function fileSystem(
  udev: UdevDevice | undefined,
  listed: LsblkDevice | undefined,
): Device['fileSystem'] {
  const property = (name: string) => udev?.properties.get(name) ?? '';
  const type = property('ID_FS_TYPE') || (listed?.fsType ?? '');
  if (type === '') return null;
  return {
    type,
    label: property('ID_FS_LABEL_ENC') || property('ID_FS_LABEL') || (listed?.label ?? ''),
    uuid: property('ID_FS_UUID_ENC') || property('ID_FS_UUID') || (listed?.uuid ?? ''),
  };
}

export function hardware(
  udev: UdevDevice | undefined,
  listed: LsblkDevice | undefined,
  sysfs: ReadonlyMap<string, string> | undefined,
): Device['hardware'] {
  const property = (name: string) => udev?.properties.get(name) ?? '';
  const model = property('ID_MODEL') || (listed?.model ?? '') || (sysfs?.get('device/model') ?? '');
  const serial = property('ID_SERIAL_SHORT') || property('ID_SERIAL') || (listed?.serial ?? '');
  const wwn = property('ID_WWN') || (listed?.wwn ?? '');
  return model || serial || wwn ? { model, serial, wwn } : null;
}
