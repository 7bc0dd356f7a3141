import { type Answer, type GuestPv, whatLvmWouldDo } from '../../lvm/what-lvm-would-do.ts';
import { printableHostText } from '../../text/host-text.ts';
import { insideOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import { ownershipOf } from '../group-history.ts';
import { futureSnapshots } from '../prevention/future-snapshot.ts';
import { doorOf, guestPvs } from '../prevention/guest-pvs.ts';
import { preventionFor } from '../prevention/prevention.ts';
import type { Sleeper } from '../sleepers.ts';
import type { Survey } from '../survey.ts';
import { groupName, nameOf, partOf } from '../words.ts';

/**
 * The leak before it happens: a volume group lies inside a guest's disk, and the LVM of this host, as it is set, would wake it – on the
 * disk itself, or on the next snapshot of it. One finding for all disks, since one setting mends them all.
 */
export const guestGroupMayWake: Rule = {
  name: 'guest-group-may-wake',
  *find(survey) {
    const threats = survey.sleepers.flatMap((sleeper) => threatOf(sleeper, survey) ?? []);
    for (const its of Map.groupBy(threats, ({ kind }) => kind).values()) {
      const [first] = its;
      if (first) yield draftOf(first, its, survey);
    }
  },
};

type Threat = {
  /** Where it would be woken. */
  readonly kind: 'disk' | 'snapshot';
  readonly sleeper: Sleeper;
  /** The snapshot that was judged; null for the disk. */
  readonly asIf: GuestPv | null;
  readonly snapshotName: string;
  readonly isByEvent: boolean;
};

function threatOf(sleeper: Sleeper, survey: Survey): Threat | null {
  const { host } = survey.stack;
  if (!host.lvm?.config || ownershipOf(sleeper, host) !== null) return null;
  const settings = { config: host.lvm.config, devicesFile: host.lvm.devicesFile };
  const judge = (pv: GuestPv) => wakes(whatLvmWouldDo(settings, pv));
  const itself = guestPvs(sleeper).find(({ door }) => door === doorOf(sleeper));
  const onDisk = itself ? judge(itself) : null;
  if (onDisk) return { kind: 'disk', sleeper, asIf: null, snapshotName: '', ...onDisk };
  if (sleeper.kind !== 'volume' || sleeper.way.length > 0) return null;
  for (const { name, pv } of futureSnapshots(sleeper.carrier, sleeper.group.name)) {
    const onSnapshot = judge(pv);
    if (onSnapshot) return { kind: 'snapshot', sleeper, asIf: pv, snapshotName: name, ...onSnapshot };
  }
  return null;
}

function wakes(answer: Answer | null): { readonly isByEvent: boolean } | null {
  if (answer?.byEvent === 'wakes') return { isByEvent: true };
  return answer?.byCommand === 'wakes' ? { isByEvent: false } : null;
}

function draftOf(first: Threat, all: readonly Threat[], survey: Survey): Draft {
  const { kind, sleeper, asIf } = first;
  return {
    cause: [kind],
    severity: 'warning',
    title: titleOf(first, all.length),
    devices: all.map((threat) => partOf(threat.sleeper.pv, `holds ${groupName(threat.sleeper.group)}`)),
    evidence: insideOf(all.map((threat) => threat.sleeper.pv)),
    consequence: consequenceOf(first, all),
    intent: null,
    prevention: asIf ? preventionFor(sleeper, survey, asIf) : preventionFor(sleeper, survey),
  };
}

function titleOf({ kind, sleeper }: Threat, count: number): string {
  const on = kind === 'snapshot' ? 'a snapshot of ' : '';
  if (count > 1)
    return `LVM of this host would wake the volume groups of ${count} guests' disks${kind === 'snapshot' ? ', on snapshots of them' : ''}`;
  return `LVM of this host would wake guest volume group ${groupName(sleeper.group)} on ${on}${nameOf(sleeper.pv)}`;
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
