import type { InsidePv } from '../../lvm/inside.ts';
import type { Device } from '../../stack/stack.ts';
import { insideOf, uuidOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import { guestDisksOf } from '../inactive-guest-groups.ts';
import type { Survey } from '../survey.ts';
import type { VolumeGroup } from '../volume-groups.ts';
import { groupName, nameOf, partOf, someOf } from '../words.ts';

/**
 * A volume group of the host that has a twin inside a guest's disk: the same UUID, as in a disk that was cloned or forged, or just
 * the same name, as installers give it to every machine. Harmless as long as LVM does not look there, and bad when it does.
 */
export const twinInGuest: Rule = {
  name: 'twin-in-guest',
  *find(survey) {
    const found = new Map<VolumeGroup, Twin[]>();
    const own = ownActiveGroups(survey);
    if (own.length === 0) return;
    const byName = new Map(own.map((group) => [group.name, group]));
    const byUuid = new Map(own.map((group) => [group.uuid, group]));
    for (const device of survey.stack.devices) {
      for (const { group } of device.inside?.pvs ?? NONE) {
        if (group === null) continue;
        const same = byUuid.get(group.uuid);
        const twin = same ?? byName.get(group.name);
        if (!twin || guestDisksOf(device, survey.index, survey.thinCopies).length === 0) continue;
        const twins = found.get(twin) ?? [];
        found.set(twin, twins);
        twins.push({ device, isCopy: same !== undefined });
      }
    }
    for (const [group, twins] of found) {
      const copies = twins.filter(({ isCopy }) => isCopy);
      const namesakes = twins.filter(({ isCopy }) => !isCopy);
      if (copies.length > 0) yield draftOf(group, copies);
      if (namesakes.length > 0) yield draftOf(group, namesakes);
    }
  },
};

const NONE: readonly InsidePv[] = [];

type Twin = { readonly device: Device; readonly isCopy: boolean };

/** Those that stand on no guest's disk. */
function ownActiveGroups({ groups, nestings }: Survey): readonly VolumeGroup[] {
  const nested = new Set(nestings.map(({ group }) => group.uuid));
  return [...groups.values()].filter(({ uuid, name }) => !nested.has(uuid) && name !== '');
}

function draftOf(group: VolumeGroup, twins: readonly Twin[]): Draft {
  const isCopy = twins[0]?.isCopy ?? false;
  const name = groupName(group);
  const devices = twins.map(({ device }) => device);
  const where = someOf([...new Set(devices.map(nameOf))]);
  return {
    cause: [group.uuid, isCopy ? 'uuid' : 'name'],
    severity: isCopy ? 'warning' : 'notice',
    title: isCopy
      ? `A copy of this host's volume group ${name} is inside ${where}`
      : `A guest's volume group inside ${where} is called ${name}, as one of this host's is`,
    devices: devices.map((device) => partOf(device, isCopy ? 'holds the copy' : 'holds one of that name')),
    evidence: [...group.devices.slice(0, 1).map(uuidOf), ...insideOf(devices)],
    consequence: isCopy
      ? 'Should LVM of this host look there, it sees its own PVs twice: it refuses to activate the group, or takes the copy for it.'
      : `Should LVM of this host look there, vgchange, vgrename or vgremove ${name} may hit the guest's.`,
    advice: [
      isCopy
        ? "Keep LVM away from guests' disks (devices file, filter), or give the copy names of its own with vgimportclone in the guest."
        : `Keep LVM away from guests' disks (devices file, filter); the UUID distinguishes them: --select vg_uuid=UUID.`,
    ],
    intent: null,
  };
}
