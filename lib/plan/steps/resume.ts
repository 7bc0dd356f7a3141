import type { Device } from '../../stack/stack.ts';
import type { Step } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import { dmsetupOn } from '../step-kind.ts';

export function resumeStep(target: Device): Step {
  const device = planDevice(target);
  return {
    kind: 'resume',
    sentence: `Resume ${called(device)}.`,
    argv: dmsetupOn(['resume'], target),
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
