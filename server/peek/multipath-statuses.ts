import type { DevNo } from '../../lib/block/dev-no.ts';
import type { Device, Stack } from '../../lib/stack/stack.ts';
import { askDmsetup } from '../ask-dmsetup.ts';

const ANSWER_MS = 2000;

/**
 * What multipath maps that may wait for a path say of their paths. Each is asked for by itself: of all devices it may
 * never come back (server/collector.sh), of a multipath map it always does.
 */
export async function multipathStatuses({ devices }: Stack): Promise<ReadonlyMap<DevNo, string>> {
  const statuses = new Map<DevNo, string>();
  for (const device of devices.filter(mayWait)) {
    const status = await statusOf(device);
    if (status !== null) statuses.set(device.devNo, status);
  }
  return statuses;
}

function mayWait({ dm }: Device): boolean {
  return dm?.segments.some(({ target, args }) => target === 'multipath' && args.includes('queue')) ?? false;
}

async function statusOf(device: Device): Promise<string | null> {
  const said = await askDmsetup(device, { command: ['status', '--noflush'], withinMs: ANSWER_MS });
  return said.ok ? (/^\d+ \d+ multipath (.*)$/m.exec(said.value)?.[1] ?? null) : null;
}
