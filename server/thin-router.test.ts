import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCapture } from '../lib/capture/write-capture.ts';
import { startHosts } from './hosts.ts';
import { createCaller } from './router.ts';
import type { Role } from './sign-in/asker.ts';
import { captureOf } from './testing/replay.ts';

const label = {
  hostId: 'recording',
  pool: 'dm:p',
  thinId: 5,
  transactionId: 0,
  createdTime: 1,
  text: 'golden',
};
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dmscope-thin-router-'));
  await writeFile(join(dir, 'host.capture'), writeCapture(captureOf(3)));
  await startHosts({ projectDir: dir, recording: join(dir, 'host.capture') });
});
afterAll(() => rm(dir, { recursive: true }));

function labelsAs(role: Role) {
  return createCaller({ asker: { user: { name: 'vera', role }, by: 'password', isReadOnly: false } }).thin
    .label;
}

describe('labels over the API', () => {
  it('are for operators to change', async () => {
    const viewer = labelsAs('viewer');
    await expect(viewer.set(label)).rejects.toThrow('not allowed');
    await expect(viewer.remove({ hostId: 'recording', pool: 'dm:p', thinId: 5 })).rejects.toThrow(
      'not allowed',
    );
    await expect(viewer.import({ hostId: 'recording', text: '{}' })).rejects.toThrow('not allowed');
  });

  it('are refused with the reason where they can be none', async () => {
    await expect(labelsAs('operator').set({ ...label, text: 'a\nb' })).rejects.toThrow('no line breaks');
  });

  it('are not those of a recording', async () => {
    await expect(labelsAs('operator').set(label)).rejects.toThrow('this is a recording');
    await expect(labelsAs('viewer').list({ hostId: 'recording', pool: 'dm:p' })).rejects.toThrow(
      'this is a recording',
    );
  });
});
