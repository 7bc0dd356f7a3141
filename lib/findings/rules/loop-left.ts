import type { Device } from '../../stack/stack.ts';
import { printableHostText } from '../../text/host-text.ts';
import { fileOf, usesOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import type { LeftOver } from '../left-over.ts';
import { leftOverDraft } from '../left-over-draft.ts';
import type { Survey } from '../survey.ts';
import { allAbove } from '../walk.ts';
import { nameOf, partOf } from '../words.ts';

/**
 * Loops that nothing uses, and loops whose file is deleted. A loop over a device is an edge that neither dmsetup nor
 * lsblk shows: "in use", and nobody can say by what.
 */
export const loopLeft: Rule = {
  name: 'loop-left',
  find: (survey) => {
    const idle = survey.leftOvers.filter(({ kind }) => kind === 'loop');
    const reported = new Set(idle.map(({ device }) => device));
    return [
      ...idle.map((leftOver) => leftOverDraft(leftOver, survey, titleOf(leftOver))),
      ...survey.stack.devices
        .filter((device) => device.loop?.isDeleted && !reported.has(device) && survey.isInUse(device.devNo))
        .map((device) => deletedUnderUse(device, survey)),
    ];
  },
};

function titleOf({ device, disk }: LeftOver): string {
  const name = nameOf(device);
  const file = printableHostText(device.loop?.file ?? '');
  if (device.loop?.isDeleted) return `${name} keeps the deleted file ${file}, and nothing uses it`;
  if (device.bases.some(({ kind }) => kind === 'loop') && disk) {
    const what = disk.kind === 'snapshot' ? 'snapshot ' : '';
    return `${name} keeps ${what}${nameOf(disk.carrier)} in use, and nothing uses the loop`;
  }
  return `${name} is attached to ${file}, and nothing uses it`;
}

function deletedUnderUse(device: Device, survey: Survey): Draft {
  const above = allAbove(survey.index, device.devNo);
  return {
    cause: [device.identity],
    severity: 'notice',
    title: `The file of ${nameOf(device)} was deleted while it is in use`,
    devices: [...above.map((each) => partOf(each, 'holder')), partOf(device, 'loop')],
    evidence: [...fileOf(device), ...usesOf([device, ...above])],
    consequence:
      'Once the loop is detached its content is gone for good. What is to be kept must be copied from it while it is there.',
    intent: null,
  };
}
