import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { commandsOfRun, isAlive, markOf } from './process-mark.ts';
import { startCommand } from './start-command.ts';

let child: ChildProcess | null = null;
afterEach(() => {
  child?.kill('SIGKILL');
  child = null;
});

test('a process is alive until it has ended; a zombie has', async () => {
  // What the shell starts is not waited for by it once it has become something else.
  child = spawn('sh', ['-c', 'sleep 30 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [said] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  const mark = markOf(Number(`${said}`));
  expect(isAlive(mark)).toBe(true);
  process.kill(mark.pid, 'SIGKILL');
  await expect.poll(() => isAlive(mark), { timeout: 10_000 }).toBe(false);
  expect(markOf(mark.pid).startedAtTicks).toBeNull();
});

test('neither a later process with its number nor one of another boot is taken for it', () => {
  const mark = markOf(process.pid);
  expect(isAlive(mark)).toBe(true);
  expect(isAlive({ ...mark, startedAtTicks: (mark.startedAtTicks ?? 0) - 1 })).toBe(false);
  expect(isAlive({ ...mark, bootId: 'another' })).toBe(false);
});

test('of a process that had ended when it was marked, none that has its number later is taken for it', () => {
  expect(isAlive({ ...markOf(process.pid), startedAtTicks: null })).toBe(false);
});

test('the command of a run is found by its run alone, also when nobody wrote its number down', async () => {
  const runId = `20261121-143002-${process.pid}`;
  const { pid, ended } = startCommand(['sleep', '30'], runId);
  expect(commandsOfRun(runId).map((mark) => mark.pid)).toEqual([pid]);
  expect(commandsOfRun(`${runId}0`)).toEqual([]);
  process.kill(pid ?? 0, 'SIGKILL');
  expect(await ended).toMatchObject({ exitStatus: null, signal: 'SIGKILL' });
  expect(commandsOfRun(runId)).toEqual([]);
});
