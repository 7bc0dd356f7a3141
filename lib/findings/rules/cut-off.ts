import type { Device, LiveSegment } from '../../stack/stack.ts';
import { openCountOf, openersOn, tableLines, usesOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import type { Survey } from '../survey.ts';
import { allAbove } from '../walk.ts';
import { nameOf, partOf } from '../words.ts';

/**
 * A map that fails every read and write: `dmsetup remove --force` and `wipe_table` put that in place of the table when
 * the device is open, and LVM's partial activation puts it where a PV is missing. A table that is only partly `error` is
 * somebody's test of bad sectors, unless LVM made it.
 */
export const cutOff: Rule = {
  name: 'cut-off',
  find: (survey) =>
    survey.stack.devices
      .filter((device) => isCutOff(device) && !isToldElsewhere(device, survey))
      .map((device) => draftOf(device, survey)),
};

function isCutOff({ dm }: Device): boolean {
  const errors = dm?.segments.filter(({ target }) => target === 'error').length ?? 0;
  return errors > 0 && (errors === dm?.segments.length || dm?.made.kind === 'lvm');
}

/** A stand-in for a missing PV that nothing uses is residue; in an array it is a lost member, as the array itself says. */
function isToldElsewhere(device: Device, survey: Survey): boolean {
  if (!isStandIn(device)) return false;
  const above = allAbove(survey.index, device.devNo);
  return above.length === 0 || above.some(({ dm }) => dm?.segments.some(isRedundant));
}

function isRedundant({ target, status }: LiveSegment): boolean {
  return (target === 'raid' || target === 'mirror') && status !== null;
}

function isStandIn({ dm }: Device): boolean {
  return dm?.made.kind === 'lvm' && dm.made.layer.startsWith('missing_');
}

function draftOf(device: Device, survey: Survey): Draft {
  const above = allAbove(survey.index, device.devNo);
  const [volume] = above;
  const isUsed = survey.isInUse(device.devNo);
  const isMissing = isStandIn(device) && volume !== undefined;
  return {
    cause: [device.identity],
    severity: isUsed ? 'critical' : 'warning',
    title: isMissing
      ? `${nameOf(volume)} is active without one of its PVs`
      : `${nameOf(device)} was cut off: every read and write of it fails`,
    devices: [
      ...above.map((each) => partOf(each, 'stands on it')),
      partOf(device, isMissing ? 'missing PV' : 'cut off'),
    ],
    evidence: [
      ...tableLines([device, ...above]),
      ...openCountOf(device),
      ...openersOn(device),
      ...usesOf([device, ...above]),
    ],
    consequence: isMissing
      ? 'What lies on the missing PV cannot be read, and writes there fail.'
      : `Its data path is gone, its data is not: that is still where the table pointed before.${isUsed ? ' Whatever has it open gets I/O errors.' : ''}`,
    advice: isMissing
      ? ['Bring the PV back and activate the volume again (lvchange --refresh), or restore it from a backup.']
      : [
          'Stop what has it open, then activate it anew with the tool that made it, which loads a proper table.',
        ],
    intent: isMissing ? null : { kind: 'remove', device: { identity: device.identity, devNo: device.devNo } },
  };
}
