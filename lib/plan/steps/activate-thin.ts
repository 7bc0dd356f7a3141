import type { Device } from '../../stack/stack.ts';
import { printableHostText } from '../../text/host-text.ts';
import type { Step } from '../plan.ts';
import { called, newPlanDevice, planDevice } from '../plan-device.ts';

export type NewThin = { readonly thinId: number; readonly sizeSectors: number; readonly name: string };

/** The kernel takes the table only if the pool has the ID: that the mapping is there says that the volume is. */
export function activateThinStep(pool: Device, { thinId, sizeSectors, name }: NewThin): Step {
  const device = planDevice(pool);
  const table = `0 ${sizeSectors} thin ${pool.devNo} ${thinId}`;
  const made = newPlanDevice(name, table);
  return {
    kind: 'activate-thin',
    sentence: `Activate thin ID ${thinId} of the pool ${called(device)} as ${printableHostText(name)}.`,
    argv: ['dmsetup', '--manglename', 'none', 'create', '--table', table, '--', name],
    device,
    before: [
      { claim: 'is-the-same', device },
      { claim: 'is-active', device },
      { claim: 'is-free', device: made },
    ],
    after: [{ claim: 'is-made', device: made }],
    requires: 'dmsetup',
    timeoutMs: 10_000,
  };
}
