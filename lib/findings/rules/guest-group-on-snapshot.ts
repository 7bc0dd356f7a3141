import type { Device } from '../../stack/stack.ts';
import { openCountOf, quoted, signatureOf, tableLines, usesOf, uuidOf } from '../evidence.ts';
import type { Draft, Evidence, Rule } from '../finding.ts';
import { historyOf } from '../group-history.ts';
import type { Nesting } from '../nesting.ts';
import { preventionFor } from '../prevention/prevention.ts';
import type { Survey } from '../survey.ts';
import { thinOrigin } from '../thin-origin.ts';
import { groupUuidOf } from '../volume-groups.ts';
import { allAbove } from '../walk.ts';
import { groupName, layerWord, nameOf, partOf, someOf } from '../words.ts';

/**
 * The leak: the host's LVM saw a guest's PV inside a snapshot of the guest's disk and activated the guest's volumes on
 * it. Nobody uses them, and they keep the snapshot open, so that the backup which made it cannot remove it again.
 */
export const guestGroupOnSnapshot: Rule = {
  name: 'guest-group-on-snapshot',
  *find(survey) {
    for (const nesting of survey.nestings) if (nesting.kind === 'snapshot') yield leakOf(nesting, survey);
  },
};

function leakOf(nesting: Nesting, survey: Survey): Draft {
  const { group, carrier, way } = nesting;
  const above = allAbove(survey.index, carrier.devNo);
  const active = above.filter((device) => groupUuidOf(device) === group.uuid);
  const users = above.filter((device) => device.mounts.length > 0 || device.swap);
  const busy = above.some((device) => survey.isInUse(device.devNo));
  const origin = originOf(carrier, survey);
  const what = survey.thinCopies.has(carrier.devNo) ? 'thin snapshot' : 'snapshot';
  return {
    cause: [carrier.identity, group.uuid],
    severity: busy ? 'warning' : 'critical',
    title: `Guest volume group ${groupName(group)} is active inside ${what} ${nameOf(carrier)}`,
    devices: [
      ...active.map((device) => partOf(device, "guest's volume")),
      ...way.map((device) => partOf(device, layerWord(device))),
      partOf(carrier, what),
      ...(origin ? [partOf(origin, 'its origin')] : []),
      ...above
        .filter((device) => groupUuidOf(device) !== group.uuid && !way.includes(device))
        .map((device) => partOf(device, 'other holder')),
    ],
    evidence: [
      ...tableLines([...active, ...way, carrier]),
      ...[active[0], carrier].flatMap((device) => (device ? [uuidOf(device)] : [])),
      ...openCountOf(carrier),
      ...signatureOf(way.at(-1) ?? carrier),
      ...(origin && survey.thinCopies.has(carrier.devNo) ? signatureOf(origin) : []),
      ...usesOf(users),
      ...historyOf(group.uuid, survey.stack.host),
      ...thinOriginLines(carrier, survey),
    ],
    consequence: consequenceOf(carrier, users, busy),
    intent: { kind: 'free', device: { identity: carrier.identity, devNo: carrier.devNo } },
    prevention: preventionFor(nesting, survey),
  };
}

function consequenceOf(carrier: Device, users: readonly Device[], busy: boolean): string {
  const blocked = `lvremove of ${nameOf(carrier)} fails with "is used by another device" while they are active`;
  if (users.length > 0) {
    const where = users.flatMap((device) =>
      device.swap ? ['swap'] : device.mounts.map(({ mountPoint }) => mountPoint),
    );
    return `${blocked}. It is in use (${someOf([...new Set(where)])}), perhaps for a restore: end that first.`;
  }
  if (busy) return `${blocked}. Something has a volume of it open: end that first.`;
  return `${blocked}: backups that wait for it stop, and a snapshot that stays on runs full and slows its origin down.`;
}

function originOf(carrier: Device, survey: Survey): Device | null {
  const copied = survey.thinCopies.get(carrier.devNo);
  if (copied) return copied;
  const real = carrier.bases.find(({ roles }) => roles.includes('origin'));
  const holders = real ? (survey.index.holders.get(real.base) ?? []) : [];
  const origin = holders.find(({ holder }) =>
    holder.dm?.segments.some(({ target }) => target === 'snapshot-origin' || target === 'snapshot-merge'),
  );
  return origin?.holder ?? null;
}

/** Where it came from, as the backup of its group says. */
function thinOriginLines(carrier: Device, { stack }: Survey): readonly Evidence[] {
  const found = thinOrigin(carrier, stack.host.lvm);
  return found
    ? [quoted('lvm-backup', `${found.backup.path}: ${found.lvName}: origin = "${found.origin}"`)]
    : [];
}
