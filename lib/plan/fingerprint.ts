import type { StackIndex } from '../stack/index-stack.ts';
import type { Device, MappedDevice, Mount } from '../stack/stack.ts';
import { sha256 } from '../text/sha256.ts';
import type { Intent } from './intent.ts';
import type { Step } from './plan.ts';

/**
 * Stands for exactly what a plan was made from: the devices it reaches, what they are and stand on, who uses them, and
 * the commands that came of it. What changes without meaning anything (how full, which process id) is left out. A plan
 * made anew right before a run has to have the fingerprint of the one that was reviewed.
 */
export function fingerprintOf(
  intent: Intent,
  index: StackIndex,
  made: { readonly devices: readonly Device[]; readonly steps: readonly Step[] },
): string {
  const { kind, device } = intent;
  const isDeferred = 'isDeferred' in intent && intent.isDeferred === true;
  return sha256(
    JSON.stringify([
      'dmscope.plan/1',
      index.stack.host.name,
      [kind, device.identity, isDeferred],
      made.devices.map((each) => deviceFacts(each, index)),
      made.steps.map(({ argv }) => argv),
    ]),
  );
}

function deviceFacts(device: Device, index: StackIndex): readonly unknown[] {
  const { identity, devNo, name, kind, sizeBytes, loop, nbd, mounts, swap, swapFiles, bases } = device;
  return [
    [identity, devNo, name, kind, sizeBytes],
    device.dm && mappedFacts(device.dm),
    [loop?.file, loop?.offsetBytes, loop?.sizeLimitBytes, nbd?.files],
    mounts.map(mountText).sort(),
    [swap !== null, swapFiles],
    bases.map((edge) => [edge.base, index.byDevNo.get(edge.base)?.identity, edge.kind, edge.file]),
  ];
}

function mappedFacts(dm: MappedDevice): readonly unknown[] {
  const table = dm.segments.map((line) => [line.startSector, line.lengthSectors, line.target, line.args]);
  const inactive = dm.inactiveSegments.map((line) => [
    line.startSector,
    line.lengthSectors,
    line.target,
    line.args,
  ]);
  return [dm.rawName, dm.uuid, dm.isSuspended, dm.openCount, dm.hasInactiveTable, table, inactive];
}

function mountText({ mountPoint, root, fsType, namespacePid }: Mount): string {
  return JSON.stringify([mountPoint, root, fsType, namespacePid === null]);
}
