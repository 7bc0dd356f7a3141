import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { momentAt, momentHostId } from '../lib/capture/moment.ts';
import { buildStack } from '../lib/stack/build-stack.ts';
import { captureDownload } from './capture-download.ts';
import { collectorCommand } from './collector-process.ts';
import { type Hosts, liveHost } from './hosts.ts';
import { createCaller } from './router.ts';
import { captureOf, createReplay, type Replay, until } from './testing/replay.ts';
import { createWatcher, type Watcher } from './watcher.ts';

const hostId = 'this-host';
const caller = createCaller({
  asker: { user: { name: 'vera', role: 'viewer' }, by: 'password', isReadOnly: true },
});
const stateDir = process.env.DMSCOPE_STATE_DIR;

let folder: string;
let replay: Replay;
let watcher: Watcher;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmscope-moments-'));
  process.env.DMSCOPE_STATE_DIR = folder;
  replay = await createReplay();
  await replay.print(captureOf(3));
  watcher = createWatcher({ start: collectorCommand(replay.script), build: buildStack });
  const host = liveHost('lab', watcher);
  const hosts: Hosts = { list: [host], stop: () => watcher.stop() };
  (globalThis as { [key: symbol]: unknown })[Symbol.for('dmscope.hosts')] = Promise.resolve(hosts);
  await until(() => watcher.revisions.stack() !== null);
});
afterAll(async () => {
  await watcher.stop();
  await replay.remove();
  await rm(folder, { recursive: true });
  if (stateDir === undefined) delete process.env.DMSCOPE_STATE_DIR;
  else process.env.DMSCOPE_STATE_DIR = stateDir;
});

async function momentIds(): Promise<readonly string[]> {
  return (await caller.host.moments({ hostId })).moments.map(({ at }) => momentHostId(hostId, at));
}

test('a viewer of a read-only server keeps a host as it was at its last sign of life, and sees it again after it changed', async () => {
  expect(await caller.host.moments({ hostId })).toEqual({
    moments: [],
    limits: { count: 100, sizeBytes: 268_435_456 },
  });
  const signAtMs = watcher.freshness().lastSignAtMs ?? 0;
  const { at, isNew } = await caller.host.keep({ hostId });
  expect(isNew).toBe(true);
  expect([momentAt(signAtMs), momentAt(watcher.freshness().lastSignAtMs ?? 0)]).toContain(at);
  expect(await caller.host.keep({ hostId })).toEqual({ at, isNew: false, droppedCount: 0 });

  await replay.print(captureOf(1, 2));
  await until(() => watcher.revisions.stack()?.devices.filter(({ dm }) => dm).length === 1);
  const [id = ''] = await momentIds();
  expect(id).toBe(momentHostId(hostId, at));
  const { stack } = await caller.host.stack({ hostId: id });
  expect(stack.devices.filter(({ dm }) => dm)).toHaveLength(3);
  expect((await caller.host.raw({ hostId: id, devNo: '254:6' })).sections).toHaveLength(3);
  expect(await (await captureDownload(id)).text()).toContain('docker--volumes-docker--meta');
});

test('nothing is run on a moment, and a moment is not kept again', async () => {
  const [id = ''] = await momentIds();
  await expect(caller.run.list({ hostId: id })).rejects.toThrow('this is a recording');
  await expect(caller.host.keep({ hostId: id })).rejects.toThrow('does not change');
});

test('a moment that is not kept is told as that', async () => {
  await expect(caller.host.stack({ hostId: `${hostId}@2020-01-01T00:00:00Z` })).rejects.toThrow(
    'the host as it was at 2020-01-01T00:00:00Z is not kept, or no longer',
  );
});

test('where nothing can be written the host is shown all the same', async () => {
  await rm(join(folder, 'captures'), { recursive: true });
  await writeFile(join(folder, 'captures'), '');
  await expect(caller.host.keep({ hostId })).rejects.toThrow(
    `${folder}/captures/this-host cannot be written: a part of its path is no folder`,
  );
  expect((await caller.host.stack({ hostId })).stack.devices.length).toBeGreaterThan(0);
  expect(await readdir(folder)).toEqual(['captures']);
});
