import type { Device, MappedDevice } from '../../stack/stack.ts';
import { inactiveLines, stateOf, tableLines } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import { nameOf, partOf } from '../words.ts';

/**
 * A table that was loaded and never made live: a command that died between the two. It keeps its devices open, and takes
 * over at the next resume, whoever resumes. With the device suspended it is part of that, and told there.
 */
export const inactiveTable: Rule = {
  name: 'inactive-table',
  find: (survey) =>
    survey.stack.devices.flatMap((device) => {
      const { dm } = device;
      return dm?.hasInactiveTable && !(dm.isSuspended && dm.hasLiveTable) ? [draftOf(device, dm)] : [];
    }),
};

function draftOf(device: Device, dm: MappedDevice): Draft {
  const isSame = tableText(dm.segments) === tableText(dm.inactiveSegments);
  const isFirst = dm.hasLiveTable === false;
  return {
    cause: [device.identity],
    severity: isFirst || isSame ? 'notice' : 'warning',
    title: isFirst
      ? `${nameOf(device)} was made, given a table, and never brought to life`
      : `A second table is loaded for ${nameOf(device)} and takes over at the next resume`,
    devices: [partOf(device, isFirst ? 'not live' : 'has two tables')],
    evidence: [
      stateOf(device, isFirst ? 'no live table, an inactive one' : 'a live table and an inactive one'),
      ...tableLines([device]),
      ...inactiveLines(device),
    ],
    consequence:
      isFirst || isSame
        ? 'It keeps the devices that the table names open.'
        : 'The next resume – by any LVM command, or by hand – replaces the live table with this one, unseen: data would be read and written elsewhere.',
    intent: {
      kind: isFirst ? 'remove' : 'clear',
      device: { identity: device.identity, devNo: device.devNo },
    },
  };
}

function tableText(segments: MappedDevice['inactiveSegments']): string {
  return segments
    .map(
      ({ startSector, lengthSectors, target, args }) => `${startSector} ${lengthSectors} ${target} ${args}`,
    )
    .join('\n');
}
