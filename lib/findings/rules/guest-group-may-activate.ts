import { type Answer, type GuestPv, whatLvmWouldDo } from '../../lvm/what-lvm-would-do.ts';
import { printableHostText } from '../../text/host-text.ts';
import { insideOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import { ownershipOf } from '../group-history.ts';
import type { InactiveGuestGroup } from '../inactive-guest-groups.ts';
import { futureSnapshots } from '../prevention/future-snapshot.ts';
import { doorOf, guestPvs } from '../prevention/guest-pvs.ts';
import { preventionFor } from '../prevention/prevention.ts';
import type { Survey } from '../survey.ts';
import { groupName, nameOf, partOf } from '../words.ts';

/**
 * The leak before it happens: a volume group lies inside a guest's disk, and the LVM of this host, as it is set, would activate it – on the
 * disk itself, or on the next snapshot of it. One finding for all disks, since one setting fixes them all.
 */
export const guestGroupMayActivate: Rule = {
  name: 'guest-group-may-activate',
  *find(survey) {
    const threats = survey.inactiveGuestGroups.flatMap((guest) => threatOf(guest, survey) ?? []);
    for (const its of Map.groupBy(threats, ({ kind }) => kind).values()) {
      const [first] = its;
      if (first) yield draftOf(first, its, survey);
    }
  },
};

type Threat = {
  /** Where it would be activated. */
  readonly kind: 'disk' | 'snapshot';
  readonly guest: InactiveGuestGroup;
  /** The snapshot that was checked; null for the disk. */
  readonly asIf: GuestPv | null;
  readonly snapshotName: string;
  readonly isByEvent: boolean;
};

function threatOf(guest: InactiveGuestGroup, survey: Survey): Threat | null {
  const { host } = survey.stack;
  if (!host.lvm?.config || ownershipOf(guest, host) !== null) return null;
  const settings = { config: host.lvm.config, devicesFile: host.lvm.devicesFile };
  const check = (pv: GuestPv) => activates(whatLvmWouldDo(settings, pv));
  const itself = guestPvs(guest).find(({ door }) => door === doorOf(guest));
  const onDisk = itself ? check(itself) : null;
  if (onDisk) return { kind: 'disk', guest, asIf: null, snapshotName: '', ...onDisk };
  if (guest.kind !== 'volume' || guest.way.length > 0) return null;
  for (const { name, pv } of futureSnapshots(guest.carrier, guest.group.name)) {
    const onSnapshot = check(pv);
    if (onSnapshot) return { kind: 'snapshot', guest, asIf: pv, snapshotName: name, ...onSnapshot };
  }
  return null;
}

function activates(answer: Answer | null): { readonly isByEvent: boolean } | null {
  if (answer?.byEvent === 'activates') return { isByEvent: true };
  return answer?.byCommand === 'activates' ? { isByEvent: false } : null;
}

function draftOf(first: Threat, all: readonly Threat[], survey: Survey): Draft {
  const { kind, guest, asIf } = first;
  return {
    cause: [kind],
    severity: 'warning',
    title: titleOf(first, all.length),
    devices: all.map((threat) => partOf(threat.guest.pv, `holds ${groupName(threat.guest.group)}`)),
    evidence: insideOf(all.map((threat) => threat.guest.pv)),
    consequence: consequenceOf(first, all),
    intent: null,
    prevention: asIf ? preventionFor(guest, survey, asIf) : preventionFor(guest, survey),
  };
}

function titleOf({ kind, guest }: Threat, count: number): string {
  const on = kind === 'snapshot' ? 'a snapshot of ' : '';
  if (count > 1)
    return `This host's LVM would activate the volume groups of ${count} guests' disks${kind === 'snapshot' ? ', on snapshots of them' : ''}`;
  return `This host's LVM would activate guest volume group ${groupName(guest.group)} on ${on}${nameOf(guest.pv)}`;
}

function consequenceOf({ kind, snapshotName }: Threat, all: readonly Threat[]): string {
  const when = all.some(({ isByEvent }) => isByEvent)
    ? 'udev does it as soon as such a device appears'
    : 'any vgchange -ay does it, in a boot script, a backup job or by hand';
  const blocked =
    'lvremove of the snapshot then fails with "is used by another device", and backups that wait for it stop';
  if (kind === 'snapshot')
    return `Nothing is active yet. On a snapshot, such as one called ${printableHostText(snapshotName)}, ${when}: ${blocked}.`;
  return `Nothing is active yet; ${when}. While the guest runs, two systems then write to one disk; and on a snapshot ${blocked}.`;
}
