import type { Stack } from '../../lib/stack/stack.ts';
import { recordedStack } from './pretended-host.ts';

export const whole = recordedStack();
export const snapshot = whole.devices.find(({ name }) => /^vm--volumes-snap.*volumes$/.test(name));

/** The recorded host before its leak: without the guest's volumes, and with nothing wrong. */
export const before: Stack = {
  ...whole,
  devices: whole.devices.filter(({ name }) => !name.startsWith('docker--volumes')),
};
/** The leak is there, and the snapshot is suspended. */
export const after: Stack = {
  ...whole,
  devices: whole.devices.map((device) =>
    device === snapshot && device.dm ? { ...device, dm: { ...device.dm, isSuspended: true } } : device,
  ),
};
/** Not all of it was understood. */
export const damaged: Stack = {
  ...whole,
  problems: [
    {
      section: 'dmsetup-table',
      line: 3,
      message: 'not a table line',
      text: '\u0007garbage of a guest 254:99',
    },
    { section: 'proc-mdstat', line: null, message: 'the section is missing', text: '' },
  ],
};
