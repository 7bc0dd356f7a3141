import { holdersOf } from '../../stack/index-stack.ts';
import type { Device } from '../../stack/stack.ts';
import { quoted, tableLines, usesOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import type { Survey } from '../survey.ts';
import { allAbove } from '../walk.ts';
import { nameOf, partOf, someOf } from '../words.ts';

/** A table, or a mount, names a device that the host does not have any more: a disk that was pulled, a path that went. */
export const missingDevice: Rule = {
  name: 'missing-device',
  find: (survey) =>
    survey.stack.devices.filter(({ kind }) => kind === 'missing').map((device) => draftOf(device, survey)),
};

function draftOf(device: Device, survey: Survey): Draft {
  const holders = holdersOf(survey.index, device.devNo).map(({ holder }) => holder);
  const above = allAbove(survey.index, device.devNo);
  // Multipath is made for this: its own rule says when no path is left.
  const isOnlyPath = holders.length > 0 && holders.every(isMultipath);
  const isUsed = survey.isInUse(device.devNo);
  const names = someOf(holders.map(nameOf));
  return {
    // It has no identity of its own: its number may be given to another disk tomorrow.
    cause: holders.length > 0 ? holders.map(({ identity }) => identity) : [device.identity],
    severity: isUsed && !isOnlyPath ? 'critical' : 'warning',
    title:
      holders.length > 0
        ? `${names} ${holders.length > 1 ? 'name' : 'names'} the device ${device.devNo}, which the host no longer has`
        : `The device ${device.devNo} is mounted, and the host no longer has it`,
    devices: [...above.map((each) => partOf(each, 'holder')), partOf(device, 'missing')],
    evidence: [
      ...tableLines(holders),
      quoted('sysfs', `no device has the number ${device.devNo}`),
      ...usesOf([device, ...above]),
    ],
    consequence: isOnlyPath
      ? 'This path is gone for good; multipath continues with the others, if there are any.'
      : 'Reads and writes that go there fail. If the disk comes back it gets another number, and this table does not find it.',
    intent: null,
  };
}

function isMultipath({ dm }: Device): boolean {
  return dm?.segments.some(({ target }) => target === 'multipath') ?? false;
}
