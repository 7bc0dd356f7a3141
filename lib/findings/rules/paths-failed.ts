import { splitArguments } from '../../dm/targets/argument-cursor.ts';
import { multipath, parseMultipathTable } from '../../dm/targets/multipath.ts';
import type { Device } from '../../stack/stack.ts';
import { reportedLines, statusLines, tableLines, usesOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import type { Survey } from '../survey.ts';
import { allAbove, standsOnlyOn } from '../walk.ts';
import { nameOf, partOf } from '../words.ts';

/** A multipath map with failed paths, or with none left: then I/O waits, perhaps for ever, or fails. */
export const pathsFailed: Rule = {
  name: 'paths-failed',
  find: (survey) =>
    survey.stack.devices.flatMap((device) => {
      const state = stateOf(device);
      const isWell = state === null || (state.total > 0 && state.works === state.total);
      return isWell ? [] : [draftOf(device, state, survey)];
    }),
};

type State = { readonly works: number; readonly total: number; readonly queues: boolean | null };

/** The kernel knows of a failed path by what it sent there, multipath by asking: whichever knows of more. */
function stateOf(device: Device): State | null {
  const [kernel, reported] = [kernelState(device), reportedState(device)];
  if (kernel === null || reported === null) return kernel ?? reported;
  return reported.works < kernel.works ? { ...reported, queues: kernel.queues } : kernel;
}

function kernelState(device: Device): State | null {
  const [segment] = device.dm?.segments ?? [];
  if (segment?.target !== 'multipath' || segment.status === null) return null;
  const status = multipath.parseStatus(splitArguments(segment.status), segment);
  if (!status.ok) return null;
  const table = parseMultipathTable(splitArguments(segment.args));
  const paths = status.value.groups.flatMap((group) => group.paths);
  return {
    works: paths.filter(({ isActive }) => isActive).length,
    total: paths.length,
    queues: table.ok && table.value.queuesIfNoPath,
  };
}

/** As `multipath -ll` tells it. */
function reportedState({ reportedHealth }: Device): State | null {
  const paths = reportedHealth?.paths;
  return paths ? { works: paths.working, total: paths.total, queues: paths.queues } : null;
}

function draftOf(device: Device, { works, total, queues }: State, survey: Survey): Draft {
  const above = allAbove(survey.index, device.devNo);
  const isUsed = survey.isInUse(device.devNo);
  const isDead = works === 0;
  const name = nameOf(device);
  return {
    cause: [device.identity],
    severity: isDead && isUsed ? 'critical' : 'warning',
    title: isDead
      ? `Multipath map ${name} has no working path`
      : `${total - works} of the ${total} paths of multipath map ${name} failed`,
    devices: [
      ...above.map((each) => partOf(each, 'holder')),
      partOf(device, 'multipath map'),
      ...pathsOf(device, survey),
    ],
    evidence: [
      ...statusLines(device),
      ...reportedLines(device),
      ...tableLines([device]),
      ...usesOf([device, ...above]),
    ],
    consequence: isDead ? whenDead(queues) : 'I/O continues over the others.',
    advice:
      isDead && queues && isUsed
        ? [
            `If the disk will not come back, let what waits fail: multipathd disablequeueing map NAME, or dmsetup message NAME 0 fail_if_no_path.`,
          ]
        : [],
    intent:
      isDead && !isUsed && standsOnlyOn(survey.index, device, above)
        ? { kind: 'remove', device: { identity: device.identity, devNo: device.devNo } }
        : null,
  };
}

function whenDead(queues: boolean | null): string {
  if (queues === null) return 'Every read and write of it fails, or waits until a path is back.';
  return queues
    ? 'It queues: whatever reads or writes it hangs until a path is back, and cannot be killed. LVM commands and blkid hang with it.'
    : 'Every read and write of it fails.';
}

function pathsOf(device: Device, survey: Survey) {
  return device.bases.flatMap(({ base }) => {
    const path = survey.index.byDevNo.get(base);
    return path ? [partOf(path, 'path')] : [];
  });
}
