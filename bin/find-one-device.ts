import { shownDevNo } from '../lib/block/dev-no.ts';
import type { Understood } from '../lib/dm/target-type.ts';
import type { Device, Stack } from '../lib/stack/stack.ts';
import { printableHostText } from '../lib/text/host-text.ts';
import { findDevice } from '../lib/tree/find-device.ts';

/** The one device that a word of the command line stands for; or in one line why there is none. */
export function findOneDevice(stack: Stack, word: string): Understood<Device> {
  const found = findDevice(stack, word);
  switch (found.kind) {
    case 'found':
      return { ok: true, value: found.device };
    case 'ambiguous': {
      const which = found.devices.map(
        ({ name, devNo }) => `${printableHostText(name)} (${shownDevNo(devNo)})`,
      );
      return { ok: false, reason: `${printableHostText(word)} is more than one device: ${which.join(', ')}` };
    }
    case 'unknown':
      return { ok: false, reason: unknownDevice(word, found.near) };
    default:
      return found satisfies never;
  }
}

function unknownDevice(word: string, near: readonly string[]): string {
  const names = near.map(printableHostText);
  const meant =
    names.length > 0 ? `did you mean ${names.join(', ')}?` : 'dmscope tree --all lists every device';
  return `no device is called ${printableHostText(word)}; ${meant}`;
}
