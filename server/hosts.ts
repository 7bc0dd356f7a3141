/**
 * The hosts this server shows: today one, this host or a recording in its place. They belong to the process, not to a
 * module: Next gives every route its own copy of a module, and only `globalThis` is shared.
 */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { buildStack } from '../lib/stack/build-stack.ts';
import { collectorCommand } from './collector-process.ts';
import { stateDir } from './database/state-dir.ts';
import { whyNotThisHost } from './host-fitness.ts';
import { openKeptCaptures } from './kept-captures.ts';
import { type KeptMoments, openKeptMoments } from './kept-moments.ts';
import { openRecording } from './recording.ts';
import { type HostPools, openHostPools } from './thin/host-pools.ts';
import { keptLabels } from './thin/labels.ts';
import { createWatcher, type Watcher } from './watcher.ts';

export type WatchedHost = {
  /** What the API calls it. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'live' | 'recording';
  /** One line: why a recording is shown instead of this host. */
  readonly note: string | null;
  readonly watcher: Watcher;
  /** How it was, as far as that is kept; null where it does not change. */
  readonly moments: KeptMoments | null;
  /** Its thin pools; null where they cannot be read. */
  readonly pools: HostPools | null;
};

export type Hosts = {
  readonly list: readonly WatchedHost[];
  readonly stop: () => Promise<void>;
};

export type HostsOptions = {
  /** Where dmscope's own files are. */
  readonly projectDir: string;
  /** A capture file to show instead of this host. */
  readonly recording?: string | undefined;
};

const KEY = Symbol.for('dmscope.hosts');
const shared = globalThis as { [KEY]?: Promise<Hosts> };

/** Starts to watch, once per process; later calls get what the first one started. */
export function startHosts(options: HostsOptions): Promise<Hosts> {
  shared[KEY] ??= openHosts(options);
  return shared[KEY];
}

/** The hosts of this process; under `next dev`, where nobody started them, they start now. */
export function hosts(): Promise<Hosts> {
  return startHosts({ projectDir: process.cwd() });
}

async function openHosts({ projectDir, recording }: HostsOptions): Promise<Hosts> {
  const obstacle = recording === undefined ? await whyNotThisHost() : null;
  const isLive = recording === undefined && obstacle === null;
  const host = isLive
    ? thisHost(join(projectDir, 'server', 'collector.sh'))
    : await recordedHost(
        recording ?? join(projectDir, 'server', 'recordings', 's1-leaked.capture'),
        obstacle,
      );
  return { list: [host], stop: () => stop(host) };
}

async function stop({ watcher, moments }: WatchedHost): Promise<void> {
  await Promise.all([watcher.stop(), moments?.stop()]);
}

export function liveHost(name: string, watcher: Watcher): WatchedHost {
  const host = { id: 'this-host', name, kind: 'live', note: null } as const;
  const kept = openKeptCaptures(join(stateDir(), 'captures', host.id));
  const moments = openKeptMoments({ host, kept, build: buildStack });
  return { ...host, watcher, moments, pools: openHostPools(keptLabels) };
}

function thisHost(collector: string): WatchedHost {
  const watcher = createWatcher({ start: collectorCommand(collector), build: buildStack });
  return liveHost(hostname(), watcher);
}

async function recordedHost(file: string, note: string | null): Promise<WatchedHost> {
  const watcher = await openRecording({ file, reason: note, build: buildStack });
  const name = watcher.capture()?.host || 'a recorded host';
  return { id: 'recording', name, kind: 'recording', note, watcher, moments: null, pools: null };
}
