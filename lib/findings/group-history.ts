import type { LvmHost } from '../lvm/lvm-host.ts';
import type { LvmBackup } from '../lvm/parse-backup.ts';
import { isEntryOf } from '../lvm/what-lvm-would-do.ts';
import type { Host } from '../stack/stack.ts';
import { utcText } from '../text/time-text.ts';
import { quoted } from './evidence.ts';
import type { Evidence } from './finding.ts';
import type { Nesting } from './nesting.ts';
import { idsOf, pathsOf } from './pv-names.ts';

/**
 * What the host's LVM remembers of a volume group: that this host made it, or how it was activated. Only the head of a
 * backup proves something, since the host wrote it; the rest is the metadata on the disk, where a guest may write what it
 * likes, and is quoted at most.
 */

/** Why a nested group is the host's own: its PV is in the devices file, or the host itself made it. Null when nothing says so. */
export function ownershipOf({ group, carrier, way }: Nesting, host: Host): Evidence | null {
  const pv = way[0] ?? carrier;
  const name = { ids: idsOf(pv), paths: pathsOf(pv) };
  const entry = host.lvm?.devicesFile?.find((each) => isEntryOf(each, name));
  if (entry) {
    const { idType, idName, devName } = entry;
    return quoted('lvm-devices-file', `IDTYPE=${idType} IDNAME=${idName} DEVNAME=${devName}`);
  }
  const made = backupsOf(host.lvm, group.uuid).find((backup) => isMadeHere(backup, host));
  return made ? headOf(made) : null;
}

/** A group that a command of this host made, or made a volume in. Who merely activates it may be an accident. */
export function isMadeHere({ description, writtenOn }: LvmBackup, { name }: Host): boolean {
  return (
    writtenOn === name && /executing '(?:\S*\/)?(?:lvm )?(?:vgcreate|vgextend|lvcreate)\b/.test(description)
  );
}

/** Which commands of this host touched a guest's group, and on which hosts its volumes say that they were made. */
export function historyOf(vgUuid: string, host: Host): readonly Evidence[] {
  const backups = backupsOf(host.lvm, vgUuid).filter(({ description }) => description !== '');
  const latest = backups.reduce<LvmBackup | null>(
    (last, each) => (last === null || (each.timeSeconds ?? 0) > (last.timeSeconds ?? 0) ? each : last),
    null,
  );
  if (latest === null) return [];
  const [elsewhere] = backups.flatMap(({ path, madeOn }) =>
    madeOn.filter((madeHost) => madeHost !== host.name).map((madeHost) => ({ path, madeHost })),
  );
  return [
    headOf(latest),
    ...(elsewhere
      ? [quoted('lvm-backup', `${elsewhere.path}: creation_host = "${elsewhere.madeHost}"`)]
      : []),
  ];
}

function headOf({ path, description, timeSeconds }: LvmBackup): Evidence {
  const when =
    timeSeconds === null ? '' : `, creation_time = ${timeSeconds} (${utcText(timeSeconds * 1000)})`;
  return quoted('lvm-backup', `${path}: description = "${description}"${when}`);
}

const NONE: readonly LvmBackup[] = [];
const byGroup = new WeakMap<readonly LvmBackup[], ReadonlyMap<string, readonly LvmBackup[]>>();

export function backupsOf(lvm: LvmHost | null, vgUuid: string): readonly LvmBackup[] {
  if (!lvm?.backups) return NONE;
  let groups = byGroup.get(lvm.backups);
  if (!groups) {
    groups = Map.groupBy(lvm.backups, (backup) => backup.vgUuid);
    byGroup.set(lvm.backups, groups);
  }
  return groups.get(vgUuid) ?? NONE;
}
