import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCapture } from '../lib/capture/read-capture.ts';
import { writeCapture } from '../lib/capture/write-capture.ts';
import { captureDownload } from './capture-download.ts';
import { startHosts } from './hosts.ts';
import { createCaller } from './router.ts';
import { captureOf } from './testing/replay.ts';

const caller = createCaller({
  asker: { user: { name: 'vera', role: 'viewer' }, by: 'password', isReadOnly: false },
});
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dmscope-router-'));
  await writeFile(join(dir, 'host.capture'), writeCapture(captureOf(3)));
  await startHosts({ projectDir: dir, recording: join(dir, 'host.capture') });
});

afterAll(() => rm(dir, { recursive: true }));

describe('the API over a recording', () => {
  it('lists it as a recording, under the name of the host it was made on', async () => {
    expect(await caller.host.list()).toEqual([
      { id: 'recording', name: 'lab', kind: 'recording', note: null },
    ]);
  });

  it('gives the whole stack', async () => {
    const { revision, stack } = await caller.host.stack({ hostId: 'recording' });
    expect(revision).toBe(1);
    expect(stack.devices.slice(0, 3).map(({ devNo }) => devNo)).toEqual(['254:4', '254:5', '254:6']);
  });

  it('streams it with the time it was made, never as live', async () => {
    const events = await caller.host.watch({ hostId: 'recording' });
    const messages: unknown[] = [];
    for await (const event of events) {
      // Not yet what a client gets: the id and the message, side by side.
      const [, message] = event as unknown as readonly [string, unknown];
      if (messages.push(message) === 2) break;
    }
    expect(messages).toMatchObject([
      { kind: 'freshness', freshness: { state: 'recording', lastSignAtMs: 1763689858000 } },
      { kind: 'stack', revision: 1 },
    ]);
  });

  it('gives the raw lines of a device', async () => {
    const { sections } = await caller.host.raw({ hostId: 'recording', devNo: '254:5' });
    expect(sections.map(({ section, lines }) => [section, lines.map(({ line }) => line)])).toEqual([
      ['dmsetup-info', [2]],
      ['dmsetup-table', [2]],
      ['dmsetup-deps', [2]],
    ]);
  });

  it('says in words what it does not have', async () => {
    await expect(caller.host.raw({ hostId: 'recording', devNo: '254:99' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'the host has no device 254:99 any more',
    });
    await expect(caller.host.stack({ hostId: 'this-host' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(caller.host.raw({ hostId: 'recording', devNo: '../etc' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  it('reads a thin pool for operators alone, and not that of a recording', async () => {
    const asked = { hostId: 'recording', identity: 'dm:LVM-pool' };
    await expect(caller.host.pool(asked)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const operator = createCaller({
      asker: { user: { name: 'olga', role: 'operator' }, by: 'password', isReadOnly: false },
    });
    await expect(operator.host.pool(asked)).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
      message: 'this is a recording: nothing can be run on it',
    });
  });

  it('starts to watch once, however often it is told to', async () => {
    const again = await startHosts({ projectDir: '/nonexistent' });
    expect(again.list.map(({ id }) => id)).toEqual(['recording']);
  });

  it('gives the capture as a text file to keep', async () => {
    const response = await captureDownload('recording');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="lab-2025-11-21T015058Z.capture"',
    );
    const { value } = readCapture(new Uint8Array(await response.arrayBuffer()));
    expect(value).toEqual(captureOf(3));
    expect((await captureDownload('nope')).status).toBe(404);
  });
});
