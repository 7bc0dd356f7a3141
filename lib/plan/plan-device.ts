import { type DevNo, isMadeUp } from '../block/dev-no.ts';
import type { Process } from '../stack/device-users.ts';
import type { Device, MappedDevice } from '../stack/stack.ts';
import { printableHostText } from '../text/host-text.ts';
import type { PlanDevice } from './plan.ts';

export function planDevice(device: Device): PlanDevice {
  const { identity, devNo, name } = device;
  const isMapped = device.dm !== null;
  return { identity, devNo, name, isMapped, table: tableOf(device), binding: bindingOf(device) };
}

/** With a UUID as well: one that was made anew has the same UUID, and may stand on another disk. */
function tableOf({ dm }: Device): string | null {
  return dm ? liveTable(dm) : null;
}

/** As `dmsetup table` prints it. */
export function liveTable({ segments }: MappedDevice): string {
  const lines = segments.map((line) =>
    [line.startSector, line.lengthSectors, line.target, line.args].join(' '),
  );
  return lines.join('\n');
}

/** What a device has for a number that is still to be made: none. */
export const NO_NUMBER: DevNo = '0:0';

/** A mapped device that a plan makes; `name` is one that needs no mangling. */
export function newPlanDevice(name: string, table: string): PlanDevice {
  return { identity: `dm-name:${name}`, devNo: NO_NUMBER, name, isMapped: true, table, binding: null };
}

/** An nbd's server has more files open than the one it serves; where that is known by the device below it, it is that. */
function bindingOf({ loop, nbd, bases }: Device): string | null {
  if (loop) return loop.file;
  const served = bases.flatMap(({ file }) => file ?? []);
  const files = served.length > 0 ? served : (nbd?.files ?? []);
  return files.length > 0 ? files.join(', ') : null;
}

/** `vg-lv (254:3)`: a name alone may be used again, and a number alone says nothing. */
export function called({ name, devNo }: Pick<PlanDevice, 'name' | 'devNo'>): string {
  if (isMadeUp(devNo)) return printableHostText(name);
  return name === devNo ? `device ${devNo}` : `${printableHostText(name)} (${devNo})`;
}

/** `914 (qemu-system-x86, virtual machine web1)`. */
export function calledProcess({ pid, command, workload }: Process): string {
  const words = [
    command,
    workload ? `${workload.kind === 'vm' ? 'virtual machine' : 'container'} ${workload.name}` : '',
  ];
  const known = words.filter((word) => word !== '').map(printableHostText);
  return known.length > 0 ? `${pid} (${known.join(', ')})` : `${pid}`;
}
