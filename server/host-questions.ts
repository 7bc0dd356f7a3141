import type { Capture } from '../lib/capture/capture.ts';
import { type DeviceLines, linesOfDevice } from '../lib/capture/lines-of-device.ts';
import type { Stack } from '../lib/stack/stack.ts';
import { hosts, type WatchedHost } from './hosts.ts';
import type { Failure, Outcome } from './outcome.ts';

/** What can be asked about a host. Nothing here touches the host: the answers come from what its watcher has. */
export async function findHost(hostId: string): Promise<Outcome<WatchedHost>> {
  const host = (await hosts()).list.find(({ id }) => id === hostId);
  return host === undefined ? failed({ kind: 'no such host', hostId }) : { ok: true, value: host };
}

export async function latestStack(
  hostId: string,
): Promise<Outcome<{ readonly revision: number; readonly stack: Stack }>> {
  const found = await findHost(hostId);
  if (!found.ok) return found;
  const { revisions } = found.value.watcher;
  const stack = revisions.stack();
  if (stack === null) return nothingYet(found.value);
  return { ok: true, value: { revision: revisions.position().revision, stack } };
}

export async function latestCapture(hostId: string): Promise<Outcome<Capture>> {
  const found = await findHost(hostId);
  if (!found.ok) return found;
  const capture = found.value.watcher.capture();
  return capture === null ? nothingYet(found.value) : { ok: true, value: capture };
}

/** The lines of the latest capture that speak of a device. */
export async function rawLines(hostId: string, devNo: string): Promise<Outcome<DeviceLines>> {
  const [captured, latest] = [await latestCapture(hostId), await latestStack(hostId)];
  if (!captured.ok) return captured;
  if (!latest.ok) return latest;
  const device = latest.value.stack.devices.find((candidate) => candidate.devNo === devNo);
  if (device === undefined) return failed({ kind: 'no such device', devNo });
  return { ok: true, value: linesOfDevice(captured.value, device) };
}

function nothingYet({ watcher }: WatchedHost): Outcome<never> {
  return failed({ kind: 'nothing captured yet', reason: watcher.freshness().reason });
}

function failed(failure: Failure): Outcome<never> {
  return { ok: false, failure };
}
