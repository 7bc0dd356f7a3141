import type { DevNo } from '../block/dev-no.ts';
import type { Device } from '../stack/stack.ts';

/**
 * The devices of the earlier stack in the numbers of the later one: a device that was removed gets one that is free there. Tables name
 * devices by number, so their arguments are told anew too.
 */
export function renumbered(
  devices: readonly Device[],
  pairs: ReadonlyMap<Device, Device>,
  taken: ReadonlySet<DevNo>,
): readonly Device[] {
  const numbers = new Map<DevNo, DevNo>();
  let spare = 0;
  for (const device of devices) {
    const same = pairs.get(device);
    const free = taken.has(device.devNo) ? (`0:${2 ** 20 + spare++}` as DevNo) : device.devNo;
    numbers.set(device.devNo, same?.devNo ?? free);
  }
  const renumber = (devNo: DevNo) => numbers.get(devNo) ?? devNo;
  const inText = (args: string) =>
    args.replace(/(?<![\d:])\d{1,10}:\d{1,10}(?![\d:])/g, (devNo) => renumber(devNo as DevNo));
  return devices.map((device) => ({
    ...device,
    devNo: renumber(device.devNo),
    bases: device.bases.map((edge) => ({ ...edge, base: renumber(edge.base) })),
    dm: device.dm && {
      ...device.dm,
      segments: device.dm.segments.map((segment) => ({ ...segment, args: inText(segment.args) })),
    },
  }));
}
