import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCapture } from '../lib/capture/read-capture.ts';
import { buildStack } from '../lib/stack/build-stack.ts';
import { type Keepable, openKeptCaptures } from './kept-captures.ts';
import { openKeptMoments } from './kept-moments.ts';

const RECORDING = new URL('./recordings/s1-leaked.capture', import.meta.url);
const { value } = readCapture(readFileSync(RECORDING));
if (!value) throw new Error('the recording has no capture');
const capture = value;
const stack = buildStack(capture);
const START_MS = Date.UTC(2026, 10, 21, 15, 56);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dmscope-kept-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The recorded host with `count` of its devices, `minutes` after the first. */
function hostWith(count: number, minutes: number): Keepable {
  const devices = stack.devices.slice(0, count);
  return { capture, stack: { ...stack, devices }, atMs: START_MS + minutes * 60_000 };
}

async function listed(place: string): Promise<readonly string[]> {
  const list = await openKeptCaptures(place).list();
  if (!list.ok) throw new Error(list.reason);
  return list.value.map(({ at }) => at);
}

test('what is kept is the capture itself, under the time at which it was kept', async () => {
  const place = join(folder, 'captures', 'this-host');
  const kept = openKeptCaptures(place);
  expect(await kept.keep(hostWith(9, 0))).toEqual({
    ok: true,
    value: { at: '2026-11-21T15:56:00Z', isNew: true, droppedCount: 0 },
  });
  const file = await kept.file('2026-11-21T15:56:00Z');
  const { value: read, problems } = readCapture(await readFile(file ?? ''));
  expect(problems).toEqual([]);
  expect(read?.sections.get('dmsetup-table')).toEqual(capture.sections.get('dmsetup-table'));
  expect(await kept.file('2026-11-21T15:56:01Z')).toBeNull();
});

test('a host that has not changed is not kept twice, also when several ask at once', async () => {
  const kept = openKeptCaptures(folder);
  const later = { ...stack, host: { ...stack.host, timeSeconds: stack.host.timeSeconds + 60 } };
  const all = await Promise.all([
    kept.keep({ capture, stack, atMs: START_MS }),
    kept.keep({ capture, stack: later, atMs: START_MS + 60_000 }),
    kept.keep({ capture, stack, atMs: START_MS + 120_000 }),
  ]);
  expect(all.map((each) => each.ok && [each.value.at, each.value.isNew])).toEqual([
    ['2026-11-21T15:56:00Z', true],
    ['2026-11-21T15:56:00Z', false],
    ['2026-11-21T15:56:00Z', false],
  ]);
  expect(await readdir(folder)).toHaveLength(1);
});

test('two that differ within a second are two moments', async () => {
  const kept = openKeptCaptures(folder);
  await kept.keep(hostWith(9, 0));
  await kept.keep(hostWith(8, 0));
  await kept.keep(hostWith(7, 0));
  expect(await listed(folder)).toEqual([
    '2026-11-21T15:56:02Z',
    '2026-11-21T15:56:01Z',
    '2026-11-21T15:56:00Z',
  ]);
});

test('beyond so many, and beyond so many bytes, the oldest goes', async () => {
  const byCount = openKeptCaptures(folder, { count: 2, sizeBytes: 1e9 });
  const dropped: unknown[] = [];
  for (const at of [0, 1, 2]) {
    const kept = await byCount.keep(hostWith(9 - at, at));
    dropped.push(kept.ok && kept.value.droppedCount);
  }
  expect(dropped).toEqual([0, 0, 1]);
  expect(await listed(folder)).toEqual(['2026-11-21T15:58:00Z', '2026-11-21T15:57:00Z']);
  const [first] = await readdir(folder);
  const sizeBytes = (await readFile(join(folder, first ?? ''))).length;
  const bySize = openKeptCaptures(folder, { count: 100, sizeBytes: sizeBytes * 1.5 });
  expect(await bySize.keep(hostWith(5, 9))).toMatchObject({ ok: true, value: { droppedCount: 2 } });
  expect(await listed(folder)).toEqual(['2026-11-21T16:05:00Z']);
});

test('what is larger than all that may be kept is not, and nothing goes for it', async () => {
  await openKeptCaptures(folder).keep(hostWith(9, 0));
  const kept = await openKeptCaptures(folder, { count: 100, sizeBytes: 1000 }).keep(hostWith(8, 1));
  expect(kept.ok).toBe(false);
  expect(await listed(folder)).toEqual(['2026-11-21T15:56:00Z']);
});

test('a folder that cannot be made or read is told in one line', async () => {
  await writeFile(join(folder, 'captures'), '');
  const kept = openKeptCaptures(join(folder, 'captures', 'this-host'));
  expect(await kept.keep(hostWith(9, 0))).toEqual({
    ok: false,
    reason: `${folder}/captures/this-host cannot be written: a part of its path is no folder`,
  });
  expect(await kept.list()).toMatchObject({ ok: false });
});

test('what a killed dmscope left half written is no moment, and goes in time', async () => {
  await writeFile(join(folder, '.old.part'), 'half');
  await writeFile(join(folder, '.young.part'), 'half');
  await utimes(join(folder, '.old.part'), 1, 1);
  const kept = openKeptCaptures(folder);
  expect(await listed(folder)).toEqual([]);
  await kept.keep(hostWith(9, 0));
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual(['.young.part']);
});

test('a moment opens as a recording, the same for all, and ends with the server', async () => {
  const kept = openKeptCaptures(folder);
  const moments = openKeptMoments({ host: { id: 'this-host', name: 'lab' }, kept, build: buildStack });
  expect(await moments.open('2026-11-21T15:56:00Z')).toBeNull();
  await moments.keep({ capture, stack, atMs: START_MS });
  const opened = await moments.open('2026-11-21T15:56:00Z');
  expect(opened).toMatchObject({ id: 'this-host@2026-11-21T15:56:00Z', kind: 'recording', name: 'lab' });
  expect(opened?.watcher.freshness().state).toBe('recording');
  expect(opened?.watcher.revisions.stack()?.devices).toEqual(stack.devices);
  expect(await moments.open('2026-11-21T15:56:00Z')).toBe(opened);
  await moments.stop();
  expect(opened?.watcher.isStopped()).toBe(true);
});
