import { uuidOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import type { VolumeGroup } from '../volume-groups.ts';
import { groupName, partOf } from '../words.ts';

/** Two active volume groups of one name: a command by name hits either, and cleaning up hits the wrong one. */
export const sameNameTwice: Rule = {
  name: 'same-group-name',
  find: (survey) => {
    const byName = new Map<string, VolumeGroup[]>();
    for (const group of survey.groups.values()) {
      if (group.name !== '') byName.set(group.name, [...(byName.get(group.name) ?? []), group]);
    }
    return [...byName.values()].filter((groups) => groups.length > 1).map(draftOf);
  },
};

function draftOf(groups: readonly VolumeGroup[]): Draft {
  const [first] = groups as [VolumeGroup];
  const name = groupName(first);
  return {
    cause: groups.map(({ uuid }) => uuid),
    severity: 'warning',
    title: `${groups.length === 2 ? 'Two' : groups.length} volume groups called ${name} are active`,
    devices: groups.flatMap(({ devices }, i) =>
      devices.map((device) => partOf(device, `of the ${ORDINALS[i] ?? 'next'}`)),
    ),
    evidence: groups.flatMap(({ devices }) => devices.slice(0, 1).map(uuidOf)),
    consequence: `vgchange, vgrename or vgremove ${name} may hit the other one, and volumes of equal names cannot be active at once.`,
    advice: [
      `Tell them apart by UUID: --select vg_uuid=UUID, and vgrename UUID NEWNAME for the host's own if need be.`,
    ],
    intent: null,
  };
}

const ORDINALS = ['first', 'second', 'third'];
