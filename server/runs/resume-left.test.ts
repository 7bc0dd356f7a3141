import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planDevice } from '../../lib/plan/plan-device.ts';
import { planFor } from '../../lib/plan/plan-for.ts';
import { SNAPSHOT_OF_VOL, thinFixture, thinStack } from '../../lib/plan/thin/thin-pool.fixture.ts';
import type { SuspendedMark } from '../../lib/run/left-suspended.ts';
import type { MappedDevice } from '../../lib/stack/stack.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { type Journal, openJournal } from './journal.ts';
import { bootId, markOf } from './process-mark.ts';
import { resumeLeft } from './resume-left.ts';
import { takeRunLock } from './run-lock.ts';
import { markFile, marksFolder, readMarks, writeMark } from './suspended-marks.ts';

/** Its own: what is left of a run is looked for among all processes of the machine, and other tests have guards, too. */
const RUN_ID = `20261121-143002-${randomBytes(2).toString('hex')}`;
const origin = thinFixture('254:3', 'vol', 1);
const device = planDevice(origin);
const NO_SUCH_PROCESS = { pid: 2 ** 22 + 1, startedAtTicks: 1, bootId: bootId() };
const mark: SuspendedMark = {
  runId: RUN_ID,
  device,
  guard: NO_SUCH_PROCESS,
  withinMs: 3000,
  atMs: Date.now(),
};

let folder: string;
let lockFile: string;
let marks: string;
let database: Database;
let journal: Journal;
/** The host: how `vol` is; and what was run on it. */
let vol: Partial<MappedDevice>;
let ran: string[];
let canLook: boolean;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dmscope-left-'));
  lockFile = join(folder, 'run', 'run.lock');
  marks = marksFolder(lockFile);
  database = await openDatabase(folder);
  journal = openJournal(database);
  vol = { isSuspended: true };
  ran = [];
  canLook = true;
});
afterEach(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

function resume() {
  return resumeLeft({
    lookAtDevice: async () =>
      canLook ? { ok: true, value: thinStack({ vol }) } : { ok: false, reason: 'mountinfo was not captured' },
    start: (argv) => {
      ran.push(argv.slice(3).join(' '));
      vol = { ...vol, isSuspended: false };
      const end = { exitStatus: 0, signal: null, stdout: '', stderr: '', durationMs: 1 };
      return { pid: process.pid, ended: Promise.resolve(end) };
    },
    journal: async () => journal,
    lockFile,
  });
}

async function begunRun(): Promise<void> {
  const plan = planFor(SNAPSHOT_OF_VOL, thinStack());
  const [step] = plan.steps;
  if (!step?.guard) throw new Error('no guarded step');
  await journal.add(
    {
      kind: 'begun',
      who: { name: 'ada', via: 'page' },
      host: 'lab',
      intent: SNAPSHOT_OF_VOL,
      plan,
      runId: RUN_ID,
      atMs: 1,
    },
    { kind: 'guard-began', step: 0, process: NO_SUCH_PROCESS, ...step.guard, runId: RUN_ID, atMs: 2 },
  );
}

describe('what a killed guard left suspended', () => {
  test('is resumed, told once, and written into the journal of its run', async () => {
    await begunRun();
    writeMark(marks, mark);
    expect(await resume()).toMatchObject([{ outcome: 'resumed', reason: null }]);
    expect(ran).toEqual(['resume -- vol']);
    expect(readMarks(marks)).toEqual([]);
    expect(await resume()).toEqual([]);
    expect((await journal.run(RUN_ID))?.steps[0]?.guard).toMatchObject({ left: 'resumed' });
  });

  test('is resumed though the journal knows nothing of it', async () => {
    writeMark(marks, mark);
    expect(await resume()).toMatchObject([{ outcome: 'resumed' }]);
  });

  test.each([
    ['somebody else resumed', { isSuspended: false }, 'active'],
    ['has another table loaded', { isSuspended: true, hasInactiveTable: true }, 'uncertain'],
  ] as const)('is left alone when it is one that %s', async (_, told, outcome) => {
    vol = told;
    writeMark(marks, mark);
    expect(await resume()).toMatchObject([{ outcome }]);
    expect(ran).toEqual([]);
    expect(readMarks(marks)).toHaveLength(outcome === 'uncertain' ? 1 : 0);
  });

  test('is told again and again while the host cannot be looked at', async () => {
    canLook = false;
    writeMark(marks, mark);
    for (let times = 0; times < 2; times++)
      expect(await resume()).toMatchObject([
        { outcome: 'uncertain', reason: expect.stringContaining('mountinfo was not captured') },
      ]);
    expect(ran).toEqual([]);
  });

  test('is left to a guard that lives, and to a run that is under way', async () => {
    const guard = spawn('sleep', ['60']);
    await once(guard, 'spawn');
    writeMark(marks, { ...mark, guard: markOf(guard.pid ?? 0), atMs: Date.now() });
    expect(await resume()).toEqual([]);
    guard.kill();
    await once(guard, 'exit');
    const lock = takeRunLock(lockFile);
    expect(await resume()).toEqual([]);
    lock?.release();
    expect(ran).toEqual([]);
    expect(await resume()).toMatchObject([{ outcome: 'resumed' }]);
  });

  test('of before a reboot is nothing any more', async () => {
    writeMark(marks, { ...mark, guard: { ...NO_SUCH_PROCESS, bootId: 'another' } });
    expect(await resume()).toMatchObject([{ outcome: 'gone' }]);
    expect(ran).toEqual([]);
    expect(existsSync(markFile(marks, RUN_ID))).toBe(false);
  });

  test.each(['', '{', '{"runId":1}', JSON.stringify({ ...mark, runId: '../../x' }), 'null'])(
    'is not what a file says that is no mark: %j',
    async (text) => {
      writeMark(marks, mark);
      writeFileSync(markFile(marks, RUN_ID), text);
      expect(await resume()).toEqual([]);
      expect(ran).toEqual([]);
    },
  );
});
