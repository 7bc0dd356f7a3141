import type { Device } from '../../stack/stack.ts';
import { fileOf, openCountOf, openersOn, signatureOf, tableLines, usesOf, uuidOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import { historyOf, ownershipOf } from '../group-history.ts';
import type { Nesting } from '../nesting.ts';
import { isOpen, whoHasItOpen } from '../openers.ts';
import { preventionFor } from '../prevention/prevention.ts';
import type { Survey } from '../survey.ts';
import { groupUuidOf } from '../volume-groups.ts';
import { allAbove } from '../walk.ts';
import { groupName, layerWord, nameOf, partOf } from '../words.ts';

/**
 * A guest's volume group active on the host, on the guest's disk itself. As long as the guest is off nothing is broken;
 * with the guest running, two systems write to one disk and neither knows of the other.
 */
export const guestGroupOnDisk: Rule = {
  name: 'guest-group-on-disk',
  find: (survey) => {
    const nested = new Set(survey.nestings.map(({ group }) => group.uuid));
    return survey.nestings.flatMap((nesting) => {
      const { made } = nesting.carrier.dm ?? {};
      // A group inside a nested group goes with it.
      const isInner = made?.kind === 'lvm' && nested.has(made.vgUuid);
      return nesting.kind === 'snapshot' || isInner ? [] : draftOf(nesting, survey);
    });
  },
};

function draftOf(nesting: Nesting, survey: Survey): readonly Draft[] {
  const { group, carrier, way } = nesting;
  const above = allAbove(survey.index, carrier.devNo);
  const isUsedHere = above.some(({ devNo }) => survey.isInUse(devNo));
  const hasOther = isOpen(carrier);
  if (!hasOther && (isUsedHere || ownershipOf(nesting, survey.stack.host))) return [];
  const active = above.filter((device) => groupUuidOf(device) === group.uuid);
  const on = nesting.kind === 'image' ? `the disk image in ${nameOf(carrier)}` : nameOf(carrier);
  const draft: Draft = {
    cause: [carrier.identity, group.uuid],
    severity: hasOther ? 'critical' : 'warning',
    title: hasOther
      ? `Volume group ${groupName(group)} is active here while something else has its disk ${nameOf(carrier)} open`
      : `Volume group ${groupName(group)} is active on ${on}, and nothing here uses it`,
    devices: [
      ...active.map((device) => partOf(device, "guest's volume")),
      ...way.map((device) => partOf(device, layerWord(device))),
      partOf(carrier, nesting.kind === 'image' ? 'disk image' : "guest's disk"),
    ],
    evidence: [
      ...tableLines([...active, ...way, carrier]),
      ...[active[0], carrier].flatMap((device) => (device?.dm ? [uuidOf(device)] : [])),
      ...openCountOf(carrier),
      ...openersOn(carrier),
      ...fileOf(carrier),
      ...signatureOf(way.at(-1) ?? carrier),
      ...usesOf(above),
      ...historyOf(group.uuid, survey.stack.host),
    ],
    consequence: consequenceOf(carrier, hasOther, isUsedHere),
    intent: { kind: 'free', device: { identity: carrier.identity, devNo: carrier.devNo } },
    ...(nesting.kind === 'image' ? {} : { prevention: preventionFor(nesting, survey) }),
  };
  return [draft];
}

function consequenceOf(carrier: Device, hasOther: boolean, isUsedHere: boolean): string {
  const name = nameOf(carrier);
  if (!hasOther)
    return `${name} cannot be removed or shrunk while they are active; and should its guest start now, two systems would use one disk.`;
  const who = whoHasItOpen(carrier);
  return isUsedHere
    ? `${who} and this host both use the file systems on ${name}: each overwrites what the other wrote, and data is lost. End one of the two at once.`
    : `${who} has ${name} open, and this host has the volumes on it active: what one of the two writes, the other does not know of, and data is lost.`;
}
