import type { DevNo } from '../../lib/block/dev-no.ts';
import type { Plan } from '../../lib/plan/plan.ts';
import { called, planDevice } from '../../lib/plan/plan-device.ts';
import { indexStack } from '../../lib/stack/index-stack.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';
import { printableHostText } from '../../lib/text/host-text.ts';
import { stateDir } from '../database/state-dir.ts';

/** Its journal, and itself: what a run writes and reads while a device is suspended. */
const OWN_PLACES = [stateDir(), process.execPath, ...process.argv.slice(1, 2)];

/**
 * In a sentence which of dmscope's own places lies on a device that the plan would suspend, so that dmscope itself would wait
 * for what only it resumes; null for none.
 */
export function whyOwnPlace(plan: Plan, stack: Stack, places: readonly string[] = OWN_PLACES): string | null {
  const suspended = new Set(plan.steps.flatMap(({ guard, device }) => (guard ? [device.devNo] : [])));
  if (suspended.size === 0) return null;
  for (const place of places) {
    const device = deviceUnder(place, stack);
    if (!device || !standsOnAny(device, suspended, stack)) continue;
    return `Nothing was run: ${printableHostText(place)}, which dmscope needs meanwhile, is on ${called(planDevice(device))}.`;
  }
  return null;
}

/** What is mounted where a path lies, in dmscope's own mount namespace. */
function deviceUnder(path: string, { devices }: Stack): Device | null {
  let found: { readonly device: Device; readonly length: number } | null = null;
  for (const device of devices) {
    for (const { mountPoint, namespacePid } of device.mounts) {
      const folder = mountPoint.endsWith('/') ? mountPoint : `${mountPoint}/`;
      const isUnder = namespacePid === null && `${path}/`.startsWith(folder);
      if (isUnder && folder.length > (found?.length ?? 0)) found = { device, length: folder.length };
    }
  }
  return found?.device ?? null;
}

function standsOnAny(device: Device, wanted: ReadonlySet<DevNo>, stack: Stack): boolean {
  const { byDevNo } = indexStack(stack);
  const below = new Set<DevNo>([device.devNo]);
  // A set hands out what is added while it is being walked.
  for (const devNo of below) {
    if (wanted.has(devNo)) return true;
    for (const { base } of byDevNo.get(devNo)?.bases ?? []) below.add(base);
  }
  return false;
}
