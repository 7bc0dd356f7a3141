import type { Device } from '../../stack/stack.ts';
import type { Step } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import { dmsetupOn } from '../step-kind.ts';

export function clearStep(target: Device): Step {
  const device = planDevice(target);
  return {
    kind: 'clear-table',
    sentence: `Drop the inactive table of ${called(device)}; its live one stays.`,
    argv: dmsetupOn(['clear'], target),
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
