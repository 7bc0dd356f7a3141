import type { MappedDevice } from '../../stack/stack.ts';
import type { PlanDevice, Step } from '../plan.ts';
import { called } from '../plan-device.ts';
import { dmsetupOn } from '../step-kind.ts';

export function clearStep(device: PlanDevice, dm: MappedDevice): Step {
  return {
    kind: 'clear-table',
    sentence: `Drop the inactive table of ${called(device)}; its live one stays.`,
    argv: dmsetupOn(['clear'], dm),
    device,
    before: [
      { claim: 'is-the-same', device },
      { claim: 'has-inactive-table', device },
    ],
    after: [{ claim: 'has-no-inactive-table', device }],
    requires: 'dmsetup',
    timeoutMs: 10_000,
  };
}
