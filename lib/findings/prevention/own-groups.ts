import type { LvmBackup } from '../../lvm/parse-backup.ts';
import { holdersOf } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import { backupsOf, isMadeHere, ownershipOf } from '../group-history.ts';
import { disksBelow, type Nesting } from '../nesting.ts';
import { isOpen } from '../openers.ts';
import type { Survey } from '../survey.ts';
import { groupUuidOf, type VolumeGroup } from '../volume-groups.ts';
import { basesOf } from '../walk.ts';

/**
 * Which volume groups are the host's own, and on which PVs: what an allow-list has to let in. Own is a group that reaches
 * hardware, a nested one that the host uses or made, and one that is inactive, was made here and has its PVs on hardware. A
 * disk with a PV of a group that nobody here knows may be a guest's: it is left out, and named.
 */
export type OwnGroup = { readonly name: string; readonly uuid: string; readonly pvs: readonly Device[] };

export type OwnGroups = {
  readonly groups: readonly OwnGroup[];
  /** Disks with a PV of a group that is neither active nor known. */
  readonly leftOut: readonly Device[];
};

export function ownGroups(survey: Survey): OwnGroups {
  const { nestings, stack } = survey;
  const guests = new Set(nestings.filter((each) => !isOwn(each, survey)).map(({ group }) => group.uuid));
  const candidates = pvsOnHardware(survey);
  const active = [...survey.groups.values()]
    .filter(({ uuid, name }) => !guests.has(uuid) && name !== '')
    .map((group) => ownGroup(group, candidates, survey));
  const known = new Set(survey.groups.keys());
  const inactive = inactiveGroups(
    (stack.host.lvm?.backups ?? []).filter(({ vgUuid }) => !known.has(vgUuid)),
    candidates,
    survey,
  );
  const groups = [...active, ...inactive].filter(({ pvs }) => pvs.length > 0);
  const listed = new Set(groups.flatMap(({ pvs }) => pvs));
  return { groups, leftOut: candidates.filter((device) => !listed.has(device)) };
}

/** A nested group is the host's when the host uses it or made it, and no guest has its disk. */
function isOwn(nesting: Nesting, survey: Survey): boolean {
  if (nesting.kind === 'snapshot' || isOpen(nesting.carrier)) return false;
  const isUsed = nesting.group.devices.some(({ devNo }) => survey.isInUse(devNo));
  return isUsed || ownershipOf(nesting, survey.stack.host) !== null;
}

function ownGroup(
  { uuid, name, devices }: VolumeGroup,
  candidates: readonly Device[],
  { index, stack }: Survey,
): OwnGroup {
  const below = devices.flatMap((device) => basesOf(index, device));
  const pvs = new Set(below.filter((base) => groupUuidOf(base) !== uuid && base.kind !== 'missing'));
  const ids = pvIdsOf(backupsOf(stack.host.lvm, uuid));
  for (const device of candidates) if (ids.has(pvUuidOf(device))) pvs.add(device);
  return { name, uuid, pvs: [...pvs] };
}

function inactiveGroups(
  backups: readonly LvmBackup[],
  candidates: readonly Device[],
  { stack }: Survey,
): readonly OwnGroup[] {
  const byUuid = Map.groupBy(backups, ({ vgUuid }) => vgUuid);
  return [...byUuid].flatMap(([uuid, its]) => {
    if (!its.some((backup) => isMadeHere(backup, stack.host))) return [];
    const ids = pvIdsOf(its);
    const pvs = candidates.filter((device) => ids.has(pvUuidOf(device)));
    return [{ name: its[0]?.vgName ?? '', uuid, pvs }];
  });
}

/** Devices with a PV's signature that stand on hardware, not on a volume or image; of paths to one disk the map. */
function pvsOnHardware({ index, thinCopies, stack }: Survey): readonly Device[] {
  return stack.devices.filter((device) => {
    if (device.fileSystem?.type !== 'LVM2_member' || groupUuidOf(device) !== null) return false;
    const isBelowItself = holdersOf(index, device.devNo).some(
      ({ holder }) => holder.fileSystem?.uuid === device.fileSystem?.uuid,
    );
    return !isBelowItself && disksBelow([device], index, thinCopies).carriers.length === 0;
  });
}

function pvIdsOf(backups: readonly LvmBackup[]): ReadonlySet<string> {
  return new Set(backups.flatMap(({ pvs }) => pvs.map(({ uuid }) => uuid)));
}

function pvUuidOf({ fileSystem }: Device): string {
  return fileSystem?.uuid.replaceAll('-', '') ?? '';
}
