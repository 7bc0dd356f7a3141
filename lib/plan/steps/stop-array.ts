import type { Step } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import type { StepMaker } from '../step-kind.ts';

export const stopArray: StepMaker = {
  fits: ({ kind }) => kind === 'md',
  canDefer: false,
  make: (device): Step => {
    const target = planDevice(device);
    const kname = device.kname ?? device.name;
    return {
      kind: 'stop-array',
      sentence: `Stop the MD array ${called(target)}.`,
      argv: ['mdadm', '--stop', `/dev/${kname}`],
      device: target,
      before: [
        { claim: 'is-the-same', device: target },
        { claim: 'is-unused', device: target },
      ],
      after: [{ claim: 'is-gone', device: target }],
      requires: 'mdadm',
      exclusiveOpen: { kname, isHeld: false },
      timeoutMs: 20_000,
    };
  },
};
