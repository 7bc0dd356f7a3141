import type { MappedDevice } from '../../stack/stack.ts';
import type { PlanDevice, Step } from '../plan.ts';
import { called } from '../plan-device.ts';
import { dmsetupOn } from '../step-kind.ts';

export function resumeStep(device: PlanDevice, dm: MappedDevice): Step {
  return {
    kind: 'resume',
    sentence: `Let the I/O of ${called(device)} go on.`,
    argv: dmsetupOn(['resume'], dm),
    device,
    before: [
      { claim: 'is-the-same', device },
      { claim: 'is-suspended', device },
    ],
    after: [{ claim: 'is-active', device }],
    requires: 'dmsetup',
    timeoutMs: 30_000,
  };
}
