import { mangleName } from '../../dm/mangle.ts';
import type { Step } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import type { StepMaker } from '../step-kind.ts';

/**
 * What cryptsetup opened: LUKS, plain, verity and integrity. cryptsetup knows a device by its name only, so what it is
 * called on is checked by UUID right before; a name that it could not have given is left to dmsetup.
 */
export const closeCrypt: StepMaker = {
  fits: ({ dm, name }) =>
    (dm?.made.kind === 'crypt' || dm?.listedType === 'crypt') &&
    mangleName(name) === dm.rawName &&
    name.isWellFormed(),
  canDefer: true,
  make: (device, { isDeferred }): Step => {
    const target = planDevice(device);
    return {
      kind: 'close-crypt',
      sentence: `Close the encrypted device ${called(target)}.`,
      argv: ['cryptsetup', 'close', ...(isDeferred ? ['--deferred'] : []), '--', device.name],
      device: target,
      before: [
        { claim: 'is-the-same', device: target },
        ...(isDeferred ? [] : [{ claim: 'is-unused', device: target } as const]),
      ],
      after: [{ claim: isDeferred ? 'is-gone-or-pending' : 'is-gone', device: target }],
      requires: 'cryptsetup',
      timeoutMs: 20_000,
    };
  },
};
