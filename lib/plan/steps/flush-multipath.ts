import type { Step } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import type { StepMaker } from '../step-kind.ts';

/** `dmsetup remove` on a live map loses its paths; `multipath -f` tells multipathd. */
export const flushMultipath: StepMaker = {
  fits: ({ dm }) =>
    dm?.made.kind === 'multipath' ||
    dm?.listedType === 'mpath' ||
    dm?.segments.some(({ target }) => target === 'multipath') === true,
  canDefer: false,
  make: (device): Step => {
    const target = planDevice(device);
    return {
      kind: 'flush-multipath',
      sentence: `Flush the multipath map ${called(target)}.`,
      argv: ['multipath', '-f', '--', device.dm?.rawName ?? device.name],
      device: target,
      before: [
        { claim: 'is-the-same', device: target },
        { claim: 'is-unused', device: target },
      ],
      after: [{ claim: 'is-gone', device: target }],
      requires: 'multipath',
      timeoutMs: 20_000,
    };
  },
};
