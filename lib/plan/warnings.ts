import { parseDevNo } from '../block/dev-no.ts';
import { devicesOfSegment } from '../dm/segment-details.ts';
import { holdersOf, type StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import type { Affected } from './affected.ts';
import type { Step, Warning } from './plan.ts';
import { called, planDevice } from './plan-device.ts';

/** What does not stop a plan and should be known before it is run. */
export function takeDownWarnings(
  index: StackIndex,
  affected: Affected,
  steps: readonly Step[],
): readonly Warning[] {
  const devNos = new Set(steps.map(({ device }) => device.devNo));
  const removed = affected.order.filter(({ devNo }) => devNos.has(devNo));
  return [
    ...removed.flatMap((device) => snapshotLost(index, device, affected)),
    ...leftBehind(index, removed, affected),
    ...affected.order.flatMap(goesByItself),
    ...steps.flatMap(mayReturn),
    ...notSeen(index, removed),
  ];
}

/** An origin goes on being written while the mapping that would keep its old blocks is not there. */
function snapshotLost(index: StackIndex, device: Device, { devNos }: Affected): readonly Warning[] {
  const segment = device.dm?.segments.find(({ target }) => target === 'snapshot');
  if (!segment || !device.dm) return [];
  const target = planDevice(device);
  const lost = (sentence: string): Warning => ({ kind: 'snapshot-lost', device: target, sentence });
  if (/^\S+ \S+ N/.test(segment.args)) {
    return [
      lost(`${called(target)} is a snapshot that is not persistent: with its mapping, its content is lost.`),
    ];
  }
  const origin = parseDevNo(devicesOfSegment(segment).find(({ role }) => role === 'origin')?.device ?? '');
  const writer = (origin ? holdersOf(index, origin) : [])
    .map(({ holder }) => holder)
    .find(
      ({ dm, devNo }) =>
        !devNos.has(devNo) && dm?.segments.some(({ target: type }) => type === 'snapshot-origin'),
    );
  if (!writer) return [];
  const words = `${called(target)} is a snapshot of ${called(planDevice(writer))}, which stays: what is written there while the snapshot's mapping is removed makes the snapshot worthless.`;
  return [lost(device.dm.made.kind === 'lvm' ? `${words} To remove it for good, use lvremove.` : words)];
}

/** Mapped devices below, that only served what goes: `-cow`, `_tdata`, a closed container's disk. */
function leftBehind(index: StackIndex, removed: readonly Device[], { devNos }: Affected): readonly Warning[] {
  const gone = new Set(removed.map(({ devNo }) => devNo));
  const below = new Set(
    removed.flatMap(({ bases }) => bases.flatMap(({ base, file }) => (file === null ? [base] : []))),
  );
  return [...below].flatMap((devNo): readonly Warning[] => {
    const device = index.byDevNo.get(devNo);
    if (!device?.dm || devNos.has(devNo) || device.mounts.length > 0) return [];
    if (!holdersOf(index, devNo).every(({ holder }) => gone.has(holder.devNo))) return [];
    const target = planDevice(device);
    const sentence = `${called(target)} stays, and has no holders any more.`;
    return [{ kind: 'left-behind', device: target, sentence }];
  });
}

function goesByItself(device: Device): readonly Warning[] {
  if (!device.dm?.isDeferredRemove) return [];
  const target = planDevice(device);
  const sentence = `${called(target)} will be removed when its last user closes it: a deferred remove is pending.`;
  return [{ kind: 'goes-by-itself', device: target, sentence }];
}

const RETURNS: Partial<Record<Step['kind'], string>> = {
  'flush-multipath': 'multipathd makes the map again when one of its paths reappears',
  'stop-array': 'udev assembles the array again when one of its members reappears',
};

function mayReturn({ kind, device }: Step): readonly Warning[] {
  const words = RETURNS[kind];
  return words === undefined
    ? []
    : [{ kind: 'may-return', device, sentence: `${called(device)} may come back: ${words}.` }];
}

function notSeen(index: StackIndex, removed: readonly Device[]): readonly Warning[] {
  const warnings: Warning[] = [];
  if (removed.length > 0 && removed.every(({ openedBy }) => openedBy === null)) {
    const sentence =
      'The capture does not show which processes have devices open; only the kernel’s open counts were checked.';
    warnings.push({ kind: 'users-not-seen', device: null, sentence });
  }
  if (removed.length > 0 && index.stack.host.tools === null) {
    const sentence = 'The capture does not show which tools are installed.';
    warnings.push({ kind: 'tools-not-seen', device: null, sentence });
  }
  return warnings;
}
