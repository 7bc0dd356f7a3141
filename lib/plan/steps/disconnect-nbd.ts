import type { Device } from '../../stack/stack.ts';
import type { Step } from '../plan.ts';
import { called, planDevice } from '../plan-device.ts';
import type { StepMaker } from '../step-kind.ts';

/**
 * Both tools send the same request to the kernel; the one that connected it is taken where that is known. Disconnecting
 * works on a device in use as well, and cuts off who uses it: hence the look before.
 */
export const disconnectNbd: StepMaker = {
  fits: ({ kind }) => kind === 'nbd',
  canDefer: false,
  make: (device, { index }): Step => {
    const target = planDevice(device);
    const kname = device.kname ?? device.name;
    const tool = toolFor(device, index.stack.host.tools);
    return {
      kind: 'disconnect-nbd',
      sentence: `Disconnect the network block device ${called(target)}.`,
      argv: [tool, '-d', `/dev/${kname}`],
      device: target,
      before: [
        { claim: 'is-the-same', device: target },
        { claim: 'is-unused', device: target },
      ],
      after: [{ claim: 'is-unbound', device: target }],
      requires: tool,
      exclusiveOpen: { kname, isHeld: true },
      timeoutMs: 20_000,
    };
  },
};

function toolFor(device: Device, tools: readonly string[] | null): string {
  const isClient = device.openedBy?.some(({ command }) => command === 'nbd-client') ?? false;
  const [wanted, other] = isClient ? ['nbd-client', 'qemu-nbd'] : ['qemu-nbd', 'nbd-client'];
  return tools && !tools.includes(wanted) && tools.includes(other) ? other : wanted;
}
