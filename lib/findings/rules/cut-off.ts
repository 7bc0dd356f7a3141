import type { Device, LiveSegment } from '../../stack/stack.ts';
import { openCountOf, openersOn, tableLines, usesOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import { isImage, lonePart, lvmPart } from '../lvm-parts.ts';
import { isAllError, mergingSnapshot } from '../merging-snapshot.ts';
import { areHoldersKnown } from '../not-checked.ts';
import type { Survey } from '../survey.ts';
import { allAbove, standsOnlyOn } from '../walk.ts';
import { hiddenNameOf, nameOf, partOf } from '../words.ts';

/**
 * A map that fails every read and write: `dmsetup remove --force` and `wipe_table` put that in place of the table when
 * the device is open, and LVM's partial activation puts it where a PV is missing. A table that is only partly `error` is
 * somebody's test of bad sectors, unless LVM made it.
 */
export const cutOff: Rule = {
  name: 'cut-off',
  find: (survey) =>
    survey.stack.devices
      // LVM’s UUID tells whether it is LVM that put it there, for a disk that is missing.
      .filter(
        (device) => device.dm?.isUuidKnown !== false && isCutOff(device) && !isToldElsewhere(device, survey),
      )
      .map((device) => draftOf(device, survey)),
};

function isCutOff(device: Device): boolean {
  const { made, segments = [] } = device.dm ?? {};
  return isAllError(device) || (made?.kind === 'lvm' && segments.some(({ target }) => target === 'error'));
}

/**
 * A snapshot that is being merged has a rule of its own. What LVM puts in place of a missing PV or of an image is residue when
 * nothing uses it; in an array it is a lost member, as the array itself says.
 */
function isToldElsewhere(device: Device, survey: Survey): boolean {
  if (mergingSnapshot(device, survey.index) !== null) return true;
  if (!isStandIn(device)) return false;
  if (!areHoldersKnown(survey.stack)) return true;
  const above = allAbove(survey.index, device.devNo);
  const { origin } = survey.stack.host;
  if (above.length > 0)
    return above.some(({ dm }) => dm?.segments.some((segment) => isRedundant(segment, origin !== null)));
  return lvmPart(device) ? lonePart(device, survey) !== null : !survey.isInUse(device.devNo);
}

/** An array whose status was not given may tell more than its images do. */
function isRedundant({ target, status }: LiveSegment, isGiven: boolean): boolean {
  return (target === 'raid' || target === 'mirror') && (status !== null || isGiven);
}

function isStandIn(device: Device): boolean {
  const { made } = device.dm ?? {};
  const part = lvmPart(device);
  return made?.kind === 'lvm' && (made.layer.startsWith('missing_') || (part !== null && isImage(part)));
}

function draftOf(device: Device, survey: Survey): Draft {
  const above = allAbove(survey.index, device.devNo);
  const isUsed = survey.isInUse(device.devNo);
  const [volume] = above;
  const words =
    isStandIn(device) && volume ? wordsForStandIn(device, volume) : wordsForCutOff(device, isUsed);
  return {
    ...words,
    cause: [device.identity],
    severity: isUsed ? 'critical' : 'warning',
    devices: [...above.map((each) => partOf(each, 'holder')), partOf(device, partWord(device, volume))],
    evidence: [
      ...tableLines([device, ...above]),
      ...openCountOf(device),
      ...openersOn(device),
      ...usesOf([device, ...above]),
    ],
    intent: standsOnlyOn(survey.index, device, above) ? words.intent : null,
  };
}

function partWord(device: Device, volume: Device | undefined): string {
  if (!isStandIn(device) || !volume) return 'cut off';
  return lvmPart(device) ? 'missing image' : 'missing PV';
}

type Words = Pick<Draft, 'title' | 'consequence' | 'advice' | 'intent'>;

function wordsForStandIn(device: Device, volume: Device): Words {
  const part = lvmPart(device);
  return {
    title: `${nameOf(volume)} is active without ${part ? `its image ${hiddenNameOf(device)}` : 'one of its PVs'}`,
    consequence: part
      ? 'Its other images may still have all data; the status of the array is unknown.'
      : 'What lies on the missing PV cannot be read, and writes there fail.',
    advice: [
      'Bring the PV back and activate the volume again (lvchange --refresh), or restore it from a backup.',
    ],
    intent: null,
  };
}

function wordsForCutOff(device: Device, isUsed: boolean): Words {
  const isWhole = isAllError(device);
  return {
    title: `${nameOf(device)} was cut off: every read and write of ${isWhole ? 'it' : 'a part of it'} fails`,
    consequence: `Its data path is gone, its data is not: that is still where the table pointed before.${isUsed ? ' Whatever has it open gets I/O errors.' : ''}`,
    advice: [
      'Stop what has it open, then activate it anew with the tool that made it, which loads a proper table.',
    ],
    intent: isWhole ? { kind: 'remove', device: { identity: device.identity, devNo: device.devNo } } : null,
  };
}
