import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planFor } from '../../lib/plan/plan-for.ts';
import type { RunEvent } from '../../lib/run/run-event.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { takeFileLock } from './file-lock.ts';
import { type Journal, openJournal } from './journal.ts';
import { peekLockFile } from './run-lock.ts';
import { createRuns, type Runs } from './runs.ts';
import { startCommand } from './start-command.ts';
import { towerFixture } from './tower.fixture.ts';

const who = { name: 'ada', via: 'page' } as const;
const intent = { kind: 'free', device: { identity: 'low' } } as const;
const patience = { beforeMs: 50, afterFailureMs: 50, betweenLooksMs: 10 };
const isRoot = process.getuid?.() === 0;

let folder: string;
let database: Database;
let journal: Journal;
/** The host: each command takes the highest floor of the tower away. */
let floors: number;
/** At each command. */
let mayPeek: boolean[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dmscope-runs-'));
  database = await openDatabase(folder);
  journal = openJournal(database);
  floors = 3;
  mayPeek = [];
});
afterEach(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

describe.skipIf(!isRoot)('runs', () => {
  test('one goes as planned, and the journal tells it as it was told while it went', async () => {
    const { runs, run } = await ranWith(journal);
    expect(run).toMatchObject({ state: 'done', reason: null, steps: [{ state: 'done' }, { state: 'done' }] });
    expect(await journal.run(run?.id ?? '')).toEqual(run);
    expect(await runs.active()).toBeNull();
  });

  test('nobody looks into a device while its steps are gone through', async () => {
    const { run } = await ranWith(journal);
    expect(run?.state).toBe('done');
    expect(mayPeek).toEqual([false, false]);
    const after = takeFileLock(peekLockFile(join(folder, 'run.lock')));
    expect(after).not.toBeNull();
    after?.release();
  });

  test('the journal fails once a command is at work: its step is gone through, no other is begun', async () => {
    const { runs, run } = await ranWith(failingFrom('command-started'));
    expect(run?.steps.map(({ state }) => state)).toEqual(['done', 'not-run']);
    expect(run).toMatchObject({ state: 'stopped', goal: [{ isTrue: false }] });
    expect(run?.reason).toMatch(/^The journal cannot be written any more: .*no space/);
    expect(floors).toBe(2);
    // What is not in the journal is found there as what it looks like.
    expect(await runs.active()).toBeNull();
    expect(await journal.run(run?.id ?? '')).toMatchObject({
      state: 'interrupted',
      steps: [{ state: 'cut-short' }, {}],
    });
  });

  test('the journal fails before a command: it is not started', async () => {
    const { run } = await ranWith(failingFrom('command-began'));
    expect(run?.steps.map(({ state, command }) => [state, command])).toEqual([
      ['failed', null],
      ['not-run', null],
    ]);
    expect(floors).toBe(3);
  });

  test('the journal fails when all is done: what was asked for is so, and the gap is told', async () => {
    const { run } = await ranWith(failingFrom('ended'));
    expect(run).toMatchObject({ state: 'done', goal: [{ isTrue: true }] });
    expect(run?.reason).toMatch(/^The journal cannot be written any more/);
  });

  test('the journal fails at the very beginning: there is no run, in the journal neither', async () => {
    const runs = runsWith(failingFrom('begun'));
    expect(await runs.start(request())).toMatchObject({
      kind: 'cannot',
      reason: expect.stringContaining('no space'),
    });
    expect(await journal.list({ before: null, limit: 9 })).toEqual([]);
    expect(await runsWith(journal).start(request())).toMatchObject({ kind: 'started' });
  });

  test('a command that was begun, and whose process was not written down, is found while it is at work', async () => {
    const plan = planFor(intent, towerFixture(3));
    const runId = '20261121-143002-3f9a';
    await journal.add(
      { kind: 'begun', who, host: 'lab', intent, plan, runId, atMs: 1 },
      { kind: 'command-began', step: 0, argv: ['sleep', '30'], runId, atMs: 2 },
    );
    const { pid, ended } = startCommand(['sleep', '30'], runId);
    expect(await runsWith(journal).start(request())).toEqual({
      kind: 'busy',
      runId,
      reason: `Nothing was run: a command of run ${runId} is still at work, and nothing is started beside it. It is process ${pid}: sleep 30`,
    });
    process.kill(pid ?? 0);
    await ended;
    expect(await runsWith(journal).start(request())).toMatchObject({ kind: 'started' });
  });

  test('ten asked for at once: one runs', async () => {
    const runs = runsWith(journal);
    const answers = await Promise.all(Array.from({ length: 10 }, () => runs.start(request())));
    expect(answers.map(({ kind }) => kind).sort()).toEqual([...Array(9).fill('busy'), 'started']);
    await runs.end();
  });

  test('told to end, the one under way stops after its step', async () => {
    const runs = runsWith(journal);
    const started = await runs.start(request());
    await runs.end();
    const run = await runs.get(started.kind === 'started' ? started.runId : '');
    expect(run).toMatchObject({ state: 'stopped', reason: 'Stopped, since dmscope was told to end.' });
  });

  function request() {
    return { intent, fingerprint: planFor(intent, towerFixture(floors)).fingerprint, who };
  }

  function runsWith(written: Journal): Runs {
    return createRuns({
      journal: async () => written,
      look: async () => ({ ok: true, value: towerFixture(floors) }),
      start: (_, runId) => {
        mayPeek.push(takeFileLock(peekLockFile(join(folder, 'run.lock'))) !== null);
        const { pid, ended } = startCommand(['true'], runId);
        return { pid, ended: ended.finally(() => floors--) };
      },
      lockFile: join(folder, 'run.lock'),
      patience,
    });
  }

  async function ranWith(written: Journal) {
    const runs = runsWith(written);
    const started = await runs.start(request());
    if (started.kind !== 'started') throw new Error(JSON.stringify(started));
    await runs.finished(started.runId);
    return { runs, run: await runs.get(started.runId) };
  }

  /** As on a disk that is full from then on, until somebody looks again. */
  function failingFrom(kind: RunEvent['kind']): Journal {
    let isFull = false;
    return {
      ...journal,
      add: async (...events) => {
        if (events.some((event) => event.kind === 'interrupted')) isFull = false;
        isFull ||= events.some((event) => event.kind === kind);
        if (isFull) throw Object.assign(new Error('no space'), { errcode: 13 });
        await journal.add(...events);
      },
    };
  }
});
