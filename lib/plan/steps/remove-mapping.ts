import type { Step } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import { dmsetupOn, type StepMaker } from '../step-kind.ts';

/**
 * Any mapped device without a tool of its own: LVM's volumes, kpartx's maps, plain ones. LVM's too, since LVM often
 * does not see a guest's volume group any more, and `vgchange` may say that all went well and have done nothing.
 * `--retry` tries for five seconds: udev opens a device for a moment whenever something about it has changed.
 */
export const removeMapping: StepMaker = {
  fits: (device) => device.dm !== null,
  canDefer: true,
  make: (device, { isDeferred }): Step => {
    const target = planDevice(device);
    const isVolume = device.dm?.made.kind === 'lvm' || device.dm?.listedType === 'lvm';
    const words = isVolume ? 'the mapping of the LVM volume' : 'the mapping';
    return {
      kind: 'remove-mapping',
      sentence: `Remove ${words} ${called(target)}.`,
      argv: dmsetupOn(isDeferred ? ['remove', '--deferred'] : ['remove', '--retry'], device),
      device: target,
      before: [
        { claim: 'is-the-same', device: target },
        ...(isDeferred ? [] : [{ claim: 'is-unused', device: target } as const]),
      ],
      after: [{ claim: isDeferred ? 'is-gone-or-pending' : 'is-gone', device: target }],
      requires: 'dmsetup',
      timeoutMs: 10_000,
    };
  },
};
