import type { DevNo } from '../block/dev-no.ts';
import type { StackIndex } from '../stack/index-stack.ts';
import type { Device, Mount } from '../stack/stack.ts';
import { printableHostText } from '../text/host-text.ts';
import type { Refusal, Step, StepKind } from './plan.ts';
import { called, planDevice } from './plan-device.ts';

/**
 * What the running system stands on: its own file systems, swap, and every device below them. This is checked last, on
 * the finished plan, and walks down from the mounts where the plan was made by walking up from its target: a plan that
 * is wrong in some other way is still stopped here.
 */

const SYSTEM_MOUNT_POINTS: ReadonlySet<string> = new Set([
  '/',
  '/boot',
  '/boot/efi',
  '/efi',
  '/usr',
  '/usr/local',
  '/var',
  '/var/lib',
  '/var/log',
  '/var/tmp',
  '/etc',
  '/home',
  '/root',
  '/opt',
  '/tmp',
  '/nix',
  '/nix/store',
  '/gnu/store',
  '/sysroot',
]);

/** In the host's own mount namespace; a container's `/` is no part of the system. */
export function isSystemMount({ mountPoint, namespacePid }: Mount): boolean {
  return (namespacePid === null || namespacePid === 1) && SYSTEM_MOUNT_POINTS.has(mountPoint);
}

/** Of a device that is in a plan, whether or not a step is about it. */
export function systemMountRefusal(device: Device, mounts: readonly Mount[]): readonly Refusal[] {
  const points = mounts.map(({ mountPoint }) => printableHostText(mountPoint));
  return points.length === 0 ? [] : [systemRefusal(device, [...new Set(points)], device)];
}

/** One refusal for each device with a system mount or swap, that the steps would pull away, unless it was `told`. */
export function systemRefusals(
  index: StackIndex,
  steps: readonly Step[],
  told: readonly Refusal[],
): readonly Refusal[] {
  const touched = new Set<DevNo>(steps.filter(takesAway).map(({ device }) => device.devNo));
  if (touched.size === 0) return [];
  const toldAs = (kind: Refusal['kind']) =>
    new Set(told.flatMap((each) => (each.kind === kind && each.device ? [each.device.devNo] : [])));
  const swaps = toldAs('swap');
  const systems = toldAs('system');
  return systemDevices(index).flatMap((device) => {
    const uses = systems.has(device.devNo) ? NONE : systemUsesOf(device, swaps.has(device.devNo));
    if (uses.length === 0) return [];
    const hit = firstBelow(index, device, touched);
    return hit ? [systemRefusal(device, uses, hit)] : [];
  });
}
const known = new WeakMap<StackIndex, readonly Device[]>();

/** Asked of every plan of a stack, and few devices have a use of the system's. */
function systemDevices(index: StackIndex): readonly Device[] {
  const found =
    known.get(index) ?? index.stack.devices.filter((each) => systemUsesOf(each, false).length > 0);
  known.set(index, found);
  return found;
}

/** A suspended root is to be resumed all the more; and a message to a pool takes nothing away that is active. */
const HARMLESS: ReadonlySet<StepKind> = new Set<StepKind>([
  'resume',
  'clear-table',
  'create-thin-snapshot',
  'resume-origin',
  'activate-thin',
  'delete-thin',
]);

function takesAway({ kind }: Step): boolean {
  return !HARMLESS.has(kind);
}

const NONE: readonly string[] = [];

function systemUsesOf(device: Device, isSwapTold: boolean): readonly string[] {
  if (device.mounts.length === 0 && device.swap === null && device.swapFiles.length === 0) return NONE;
  const points = device.mounts.filter(isSystemMount).map(({ mountPoint }) => printableHostText(mountPoint));
  const isSwap = !isSwapTold && (device.swap !== null || device.swapFiles.length > 0);
  return [...new Set(points), ...(isSwap ? ['swap'] : [])];
}

function firstBelow(index: StackIndex, from: Device, touched: ReadonlySet<DevNo>): Device | null {
  const below = new Set<DevNo>([from.devNo]);
  for (const devNo of below) {
    const device = index.byDevNo.get(devNo);
    if (device && touched.has(devNo)) return device;
    for (const { base } of device?.bases ?? []) below.add(base);
  }
  return null;
}

function systemRefusal(device: Device, uses: readonly string[], hit: Device): Refusal {
  const source = planDevice(device);
  const target = planDevice(hit);
  const through = hit === device ? '' : `, which stands on ${called(target)}`;
  return {
    kind: 'system',
    device: target,
    cause: `The running system stands on it: ${uses.join(', ')} ${uses.length === 1 ? 'is' : 'are'} on ${called(source)}${through}.`,
    wayOut: uses.every((use) => use === 'swap')
      ? 'Take it out of swap first, if there is memory enough.'
      : 'Not from the running system: start another one to do this.',
  };
}
