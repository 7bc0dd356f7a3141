import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { takeFileLock } from './file-lock.ts';
import { keepFromPeeking, peekLockFile, takeRunLock } from './run-lock.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dmscope-lock-'));
  file = join(folder, 'run', 'run.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('in one process only one has it, until that one gives it back', () => {
  const lock = takeRunLock(file);
  expect(lock).not.toBeNull();
  expect(takeRunLock(file)).toBeNull();
  expect(takeRunLock(file)).toBeNull();
  lock?.release();
  const next = takeRunLock(file);
  expect(next).not.toBeNull();
  next?.release();
});

test('another process that has it keeps us out, and gives it back by being killed', async () => {
  const source = `import { takeRunLock } from ${JSON.stringify(new URL('./run-lock.ts', import.meta.url).href)};
    const lock = takeRunLock(${JSON.stringify(file)});
    console.log(lock === null ? 'no' : 'taken');
    // One that nothing keeps is given back when memory is cleaned up.
    setInterval(() => lock, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void other.kill('SIGKILL'));
  const [said] = await once(other.stdout.setEncoding('utf8'), 'data');
  expect(said).toBe('taken\n');
  expect(takeRunLock(file)).toBeNull();
  other.kill('SIGKILL');
  await once(other, 'exit');
  const lock = takeRunLock(file);
  expect(lock).not.toBeNull();
  lock?.release();
});

test('whoever has it may keep others from looking into devices, but does not wait for one that is stuck', async () => {
  const takeAll = async () => {
    const lock = takeRunLock(file);
    return lock && keepFromPeeking(lock, file);
  };
  const all = await takeAll();
  expect(takeFileLock(peekLockFile(file))).toBeNull();
  all?.release();
  const stuck = takeFileLock(peekLockFile(file));
  expect(stuck).not.toBeNull();
  const others = await takeAll();
  expect(takeRunLock(file)).toBeNull();
  others?.release();
  stuck?.release();
  expect(await takeAll()).not.toBeNull();
});

test('where the lock’s folder cannot be made, that is no lock taken by another', () => {
  writeFileSync(join(folder, 'run'), '');
  expect(() => takeRunLock(file)).toThrow('EEXIST');
});
