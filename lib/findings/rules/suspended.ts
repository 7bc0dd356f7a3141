import type { Device } from '../../stack/stack.ts';
import { printableHostText } from '../../text/host-text.ts';
import { inactiveLines, quoted, stateOf, tableLines, usesOf } from '../evidence.ts';
import type { Draft, Evidence, Rule } from '../finding.ts';
import type { Survey } from '../survey.ts';
import { allAbove } from '../walk.ts';
import { nameOf, partOf, someOf } from '../words.ts';

/**
 * A suspended device holds back all I/O of what stands on it, and whoever asks hangs beyond the reach of kill. A device
 * that has had no table yet is suspended too, from its making: nothing can wait for it.
 */
export const suspended: Rule = {
  name: 'suspended',
  patience: 'short',
  find: (survey) =>
    survey.stack.devices
      .filter(({ dm }) => dm?.isSuspended && dm.hasLiveTable)
      .map((device) => draftOf(device, survey)),
};

function draftOf(device: Device, survey: Survey): Draft {
  const above = allAbove(survey.index, device.devNo);
  const mounts = [device, ...above].flatMap(({ mounts }) => mounts.map(({ mountPoint }) => mountPoint));
  const stuck = survey.stack.host.stuckProcesses ?? [];
  return {
    cause: [device.identity],
    severity: 'critical',
    title: `${nameOf(device)} is suspended: all I/O to it waits`,
    devices: [
      partOf(device, 'suspended'),
      ...above.map((each) => partOf(each, each.dm?.isSuspended ? 'suspended too' : 'waits with it')),
    ],
    evidence: [
      stateOf(device, 'SUSPENDED'),
      ...tableLines([device]),
      ...inactiveLines(device),
      ...usesOf([device, ...above]),
      ...stuckLines(survey),
    ],
    consequence: [
      mounts.length > 0
        ? `Whatever reads or writes ${someOf([...new Set(mounts)].map(printableHostText))} hangs`
        : 'Whatever reads or writes it or one of its holders hangs',
      ', and cannot be killed, until it is resumed; LVM commands and blkid hang with it.',
      stuck.length > 0 ? ` ${waiting(stuck.length)} now.` : '',
    ].join(''),
    whileNew: 'LVM suspends devices for a moment as an ordinary step: look again before you act.',
    advice: device.dm?.hasInactiveTable
      ? ['A second table is loaded and takes over when it is resumed: compare the two first.']
      : [],
    intent: { kind: 'resume', device: { identity: device.identity, devNo: device.devNo } },
  };
}

function waiting(count: number): string {
  return count === 1 ? 'One process is stuck in I/O' : `${count} processes are stuck in I/O`;
}

function stuckLines(survey: Survey): readonly Evidence[] {
  return (survey.stack.host.stuckProcesses ?? []).slice(0, 6).map(({ pid, command, waitsIn }) => {
    const where = waitsIn === null ? '' : ` in ${waitsIn}`;
    return quoted('processes', `process ${pid} (${command}) is in D state${where}`);
  });
}
