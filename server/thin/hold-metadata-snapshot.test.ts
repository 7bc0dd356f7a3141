import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('hold-metadata-snapshot.sh', import.meta.url));

/** Stands in for the kernel, which the lab asks: it writes down what it is told, and refuses what it is told to. */
const DMSETUP =
  '#!/bin/sh\necho "$*" >>"$FOLDER/told"\ncase "$*" in *"$REFUSES"*) echo busy >&2; exit 1 ;; esac\n';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dmscope-keeper-'));
  writeFileSync(join(folder, 'dmsetup'), DMSETUP, { mode: 0o755 });
  writeFileSync(join(folder, 'remembered'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

function startKeeper(seconds: number, refuses = 'nothing'): ChildProcess {
  const args = [SCRIPT, String(seconds), join(folder, 'remembered'), 'message', '--', 'a pool'];
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, FOLDER: folder, REFUSES: refuses };
  return spawn('sh', args, { stdio: ['pipe', 'pipe', 'pipe'], env });
}

async function untilHeld(keeper: ChildProcess): Promise<void> {
  const [said] = (await once(keeper.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  expect(said.toString()).toBe('held\n');
}

const told = () => readFileSync(join(folder, 'told'), 'utf8');
const HELD = 'message -- a pool 0 reserve_metadata_snap\n';
const RELEASED = `${HELD}message -- a pool 0 release_metadata_snap\n`;

test('it holds until its standard input ends, also when it is told to end before, and then releases', async () => {
  const keeper = startKeeper(60);
  await untilHeld(keeper);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) keeper.kill(signal);
  expect(told()).toBe(HELD);
  keeper.stdin?.end();
  expect(await once(keeper, 'exit')).toEqual([0, null]);
  expect(told()).toBe(RELEASED);
  expect(existsSync(join(folder, 'remembered'))).toBe(false);
});

test('it releases when its time is over, though nobody says so', async () => {
  const keeper = startKeeper(0.2);
  await untilHeld(keeper);
  expect(await once(keeper, 'exit')).toEqual([0, null]);
  expect(told()).toBe(RELEASED);
});

test('it releases nothing that it did not get', async () => {
  const keeper = startKeeper(60, 'reserve');
  expect(await once(keeper, 'exit')).toEqual([1, null]);
  expect(told()).toBe(HELD);
  expect(existsSync(join(folder, 'remembered'))).toBe(true);
});
