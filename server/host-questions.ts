import type { Capture } from '../lib/capture/capture.ts';
import { type DeviceLines, linesOfDevice } from '../lib/capture/lines-of-device.ts';
import { type Moment, splitMomentId } from '../lib/capture/moment.ts';
import type { Stack } from '../lib/stack/stack.ts';
import type { ExploredPool } from '../lib/thin/explored-pool.ts';
import { hosts, type WatchedHost } from './hosts.ts';
import type { Kept } from './kept-captures.ts';
import type { Failure, Outcome } from './outcome.ts';

/** What can be asked about a host. Only where it is said the host is touched: the answers come from what its watcher has. */
export async function findHost(hostId: string): Promise<Outcome<WatchedHost>> {
  const { list } = await hosts();
  const moment = splitMomentId(hostId);
  if (moment !== null) return findMoment(list, moment);
  const host = list.find(({ id }) => id === hostId);
  return host === undefined ? failed({ kind: 'no such host', hostId }) : { ok: true, value: host };
}

/** A host as it was; see lib/capture/moment.ts. */
async function findMoment(
  list: readonly WatchedHost[],
  { hostId, at }: { readonly hostId: string; readonly at: string },
): Promise<Outcome<WatchedHost>> {
  const host = list.find(({ id }) => id === hostId);
  if (host === undefined) return failed({ kind: 'no such host', hostId });
  const moment = await host.moments?.open(at);
  return moment ? { ok: true, value: moment } : failed({ kind: 'no such moment', at });
}

/** The moments of a host that are kept, newest first. */
export async function keptMoments(hostId: string): Promise<Outcome<readonly Moment[]>> {
  const found = await findHost(hostId);
  if (!found.ok) return found;
  const listed = (await found.value.moments?.list()) ?? { ok: true, value: [] };
  return listed.ok ? listed : failed({ kind: 'moments unreadable', reason: listed.reason });
}

/** Keeps a host as it is now; one that is silent, as it was when it gave its last sign of life. */
export async function keepMoment(hostId: string): Promise<Outcome<Kept>> {
  const found = await findHost(hostId);
  if (!found.ok) return found;
  const { moments, watcher } = found.value;
  if (moments === null) return failed({ kind: 'one moment only' });
  const [capture, stack] = [watcher.capture(), watcher.revisions.stack()];
  if (capture === null || stack === null) return nothingYet(found.value);
  const { lastSignAtMs } = watcher.freshness();
  const kept = await moments.keep({ capture, stack, atMs: lastSignAtMs ?? Date.now() });
  return kept.ok ? kept : failed({ kind: 'moment not kept', reason: kept.reason });
}

/** What a thin pool of a host holds, read now: the one question that reaches down to the host. */
export async function exploredPool(hostId: string, identity: string): Promise<Outcome<ExploredPool>> {
  const found = await findHost(hostId);
  if (!found.ok) return found;
  const { pools } = found.value;
  if (pools === null) return failed({ kind: 'only a recording' });
  const explored = await pools.explore(identity);
  return explored.ok ? explored : failed({ kind: 'pool not read', reason: explored.reason });
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
