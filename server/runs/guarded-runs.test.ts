import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planFor } from '../../lib/plan/plan-for.ts';
import { SNAPSHOT_OF_VOL, thinStack } from '../../lib/plan/thin/thin-pool.fixture.ts';
import type { CommandEnd, RunEvent } from '../../lib/run/run-event.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { type Journal, openJournal } from './journal.ts';
import { createRuns } from './runs.ts';
import type { Guard } from './start-guard.ts';

const who = { name: 'ada', via: 'page' } as const;
const DONE: CommandEnd = { exitStatus: 0, signal: null, stdout: '', stderr: '', durationMs: 1 };
const isRoot = process.getuid?.() === 0;

let folder: string;
let database: Database;
let journal: Journal;
/** The host: whether `vol` is suspended; and what was run on it. */
let isSuspended: boolean;
let ran: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dmscope-guarded-'));
  database = await openDatabase(folder);
  journal = openJournal(database);
  isSuspended = false;
  ran = [];
});
afterEach(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

type Told = {
  readonly written?: Journal;
  /** Of the guard, once the suspend is over. */
  readonly whyNotHolding?: string | null;
  readonly guard?: 'none';
  readonly message?: CommandEnd | 'hangs';
  readonly suspend?: CommandEnd;
  /** The run is told to stop by the first command. */
  readonly isStopped?: true;
};

async function runWith(told: Told) {
  const runs = createRuns({
    journal: async () => told.written ?? journal,
    look: async () => ({ ok: true, value: thinStack({ vol: { isSuspended } }) }),
    start: (argv) => {
      const [verb = ''] = argv.slice(3);
      ran.push(verb);
      if (verb === 'resume') isSuspended = false;
      if (verb === 'message' && told.message === 'hangs') return { pid: null, ended: new Promise(() => {}) };
      const end = verb === 'message' && told.message ? told.message : DONE;
      return { pid: process.pid, ended: Promise.resolve(end as CommandEnd) };
    },
    startGuard: async () =>
      told.guard === 'none'
        ? { ok: false, reason: 'No guard could be started: no.' }
        : { ok: true, value: guard() },
    lockFile: join(folder, 'run.lock'),
    patience: { beforeMs: 50, afterFailureMs: 50, betweenLooksMs: 10 },
  });
  const guard = (): Guard => ({
    pid: process.pid,
    isApart: true,
    begin: () => {
      ran.push('guarded suspend');
      isSuspended = (told.suspend ?? DONE).exitStatus === 0;
      if (told.isStopped) runs.end();
      return { pid: process.pid, ended: Promise.resolve(told.suspend ?? DONE) };
    },
    whyNotHolding: () => told.whyNotHolding ?? null,
    dismiss: async () => {
      ran.push('dismissed');
      return { how: 'dismissed', exitStatus: null };
    },
    ended: async () => ({ how: 'late', exitStatus: 0 }),
  });
  const { fingerprint } = planFor(SNAPSHOT_OF_VOL, thinStack());
  const started = await runs.start({ intent: SNAPSHOT_OF_VOL, fingerprint, who });
  if (started.kind !== 'started') throw new Error(JSON.stringify(started));
  await runs.finished(started.runId);
  return runs.get(started.runId);
}

describe.skipIf(!isRoot)('a run with a guarded step', () => {
  test('goes from guard to dismissal, and the journal has it', async () => {
    const run = await runWith({});
    expect(run).toMatchObject({ state: 'done', reason: null });
    expect(ran).toEqual(['guarded suspend', 'message', 'resume', 'dismissed']);
    const kept = await journal.run(run?.id ?? '');
    expect(kept?.steps.map(({ state, guard }) => [state, guard?.end])).toEqual([
      ['done', 'dismissed'],
      ['done', undefined],
      ['done', undefined],
    ]);
  });

  test('resumes after a step that failed, and is stopped all the same', async () => {
    const message = {
      ...DONE,
      exitStatus: 1,
      stderr: 'message ioctl on  TEST-pool failed: File exists\nCommand failed.',
    };
    const run = await runWith({ message });
    expect(ran.slice(1)).toEqual(['message', 'resume', 'dismissed']);
    expect(run).toMatchObject({
      state: 'stopped',
      reason: 'The pool has this thin ID already: choose another one.',
      steps: [{ state: 'done' }, { state: 'failed' }, { state: 'done' }],
    });
    expect(isSuspended).toBe(false);
  });

  test('resumes after a step that hangs', async () => {
    const run = await runWith({ message: 'hangs' });
    expect(run?.steps.map(({ state }) => state)).toEqual(['done', 'unknown', 'done']);
    expect(isSuspended).toBe(false);
  });

  test('resumes when it is told to stop in between, and begins nothing else', async () => {
    const run = await runWith({ isStopped: true });
    expect(ran).toEqual(['guarded suspend', 'resume', 'dismissed']);
    expect(run?.steps.map(({ state }) => state)).toEqual(['done', 'not-run', 'done']);
  });

  test('resumes though the journal cannot be written any more', async () => {
    await runWith({ written: failingFrom('command-ended') });
    expect(ran).toEqual(['guarded suspend', 'resume', 'dismissed']);
    expect(isSuspended).toBe(false);
  });

  test('takes no snapshot of what may go on already', async () => {
    const run = await runWith({ whyNotHolding: 'The time is over.' });
    expect(ran).toEqual(['guarded suspend', 'resume', 'dismissed']);
    expect(run?.steps[1]).toMatchObject({ state: 'failed', reason: 'It was not run. The time is over.' });
  });

  test('suspends nothing without a guard, nor with one that cannot be written down', async () => {
    const run = await runWith({ guard: 'none' });
    expect(run).toMatchObject({ state: 'stopped', reason: 'No guard could be started: no.' });
    expect(ran).toEqual([]);
    await runWith({ written: failingFrom('guard-began') });
    expect(ran).toEqual(['dismissed']);
  });

  test('looks once more for a device that it could not suspend', async () => {
    const suspend = { ...DONE, exitStatus: 1, stderr: 'no such device' };
    const run = await runWith({ suspend });
    expect(ran).toEqual(['guarded suspend', 'resume', 'dismissed']);
    expect(run).toMatchObject({ state: 'stopped', reason: 'dmsetup ended with status 1: no such device.' });
  });

  /** As on a disk that is full from then on. */
  function failingFrom(kind: RunEvent['kind']): Journal {
    let isFull = false;
    return {
      ...journal,
      add: async (...events) => {
        isFull ||= events.some((event) => event.kind === kind);
        if (isFull) throw Object.assign(new Error('no space'), { errcode: 13 });
        await journal.add(...events);
      },
    };
  }
});
