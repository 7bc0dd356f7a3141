import type { Step } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import type { StepMaker } from '../step-kind.ts';

/** On a busy loop `losetup -d` reports success and only marks it to go later: hence the look before and after. */
export const detachLoop: StepMaker = {
  fits: ({ kind }) => kind === 'loop',
  canDefer: false,
  make: (device): Step => {
    const target = planDevice(device);
    const kname = device.kname ?? device.name;
    return {
      kind: 'detach-loop',
      sentence: `Detach the loop device ${called(target)}.`,
      argv: ['losetup', '-d', `/dev/${kname}`],
      device: target,
      before: [
        { claim: 'is-the-same', device: target },
        { claim: 'is-unused', device: target },
      ],
      after: [{ claim: 'is-unbound', device: target }],
      requires: 'losetup',
      exclusiveOpen: { kname, isHeld: false },
      timeoutMs: 10_000,
    };
  },
};
