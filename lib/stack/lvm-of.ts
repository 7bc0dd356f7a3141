import type { Snapshot } from '../capture/snapshot.ts';
import { type LvmHost, lvmConfig } from '../lvm/lvm-host.ts';
import type { Device } from './stack.ts';

/** What LVM is told and remembers. Of its backups only those of groups that the host has volumes or a PV of. */
export function lvmOf(snapshot: Snapshot, devices: readonly Device[]): LvmHost | null {
  const { lvmSettings, lvmDevicesFile, lvmBackups } = snapshot;
  if (lvmSettings === null && lvmDevicesFile === null && lvmBackups === null) return null;
  const groups = new Set<string>();
  const pvs = new Set<string>();
  for (const { dm, fileSystem } of lvmBackups === null ? [] : devices) {
    if (dm?.made.kind === 'lvm') groups.add(dm.made.vgUuid);
    if (fileSystem?.type === 'LVM2_member') pvs.add(fileSystem.uuid.replaceAll('-', ''));
  }
  const isHere = ({ vgUuid, pvs: its }: NonNullable<typeof lvmBackups>[number]) =>
    groups.has(vgUuid) || its.some(({ uuid }) => pvs.has(uuid));
  return {
    config: lvmSettings && lvmConfig(lvmSettings),
    devicesFile: lvmDevicesFile,
    backups: lvmBackups?.filter(isHere) ?? null,
  };
}
