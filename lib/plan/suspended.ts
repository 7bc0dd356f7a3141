import type { DevNo } from '../block/dev-no.ts';
import type { StackIndex } from '../stack/index-stack.ts';
import type { Device } from '../stack/stack.ts';
import type { Affected } from './affected.ts';
import type { Refusal } from './plan.ts';
import { called, planDevice } from './plan-device.ts';

/**
 * Suspended devices among those that are to go, and below them. A device is kept open by whoever waits for it; and
 * cryptsetup, LVM and snapshots read or write below themselves when they are taken down, which would hang.
 */
export function suspendedRefusals(index: StackIndex, { order, devNos }: Affected): readonly Refusal[] {
  const seen = new Set<DevNo>(order.map(({ devNo }) => devNo));
  const refusals: Refusal[] = [];
  for (const devNo of seen) {
    const device = index.byDevNo.get(devNo);
    if (device?.dm?.isSuspended) refusals.push(suspendedRefusal(device, devNos.has(devNo)));
    for (const { base } of device?.bases ?? []) seen.add(base);
  }
  return refusals;
}

function suspendedRefusal(device: Device, isAffected: boolean): Refusal {
  const target = planDevice(device);
  return {
    kind: 'suspended',
    device: target,
    cause: isAffected
      ? `${called(target)} is suspended: who waits for it keeps it open until it is resumed.`
      : `${called(target)}, which it stands on, is suspended: what reads or writes there hangs.`,
    wayOut: `Resume it first (dmscope plan resume ${device.devNo}), unless somebody is at work on it just now.`,
  };
}
