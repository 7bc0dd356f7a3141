import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planFor } from '../../lib/plan/plan-for.ts';
import type { RunEvent, RunEventBody } from '../../lib/run/run-event.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { type Journal, openJournal } from './journal.ts';
import { towerFixture } from './tower.fixture.ts';

const stack = towerFixture(3);
const intent = { kind: 'free', device: { identity: 'low' } } as const;
const plan = planFor(intent, stack);
const opening = { who: { name: 'ada', via: 'page' }, host: 'lab', intent, plan } as const;
const mark = { pid: 7, startedAtTicks: 70, bootId: 'b' };
const END = { exitStatus: 0, signal: null, stdout: '', stderr: '', durationMs: 12 };

let folder: string;
let database: Database;
let journal: Journal;
let clock = 0;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dmscope-journal-'));
  database = await openDatabase(folder);
  journal = openJournal(database);
});
afterEach(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

function add(runId: string, ...bodies: readonly RunEventBody[]): Promise<void> {
  return journal.add(...bodies.map((body): RunEvent => ({ ...body, runId, atMs: ++clock })));
}

test('a run comes back from its events as they were, with what is no UTF-8', async () => {
  const stderr = 'no \udcff such\n';
  await add('r1', { kind: 'begun', ...opening }, { kind: 'state', when: 'before', stack });
  await add(
    'r1',
    { kind: 'step-began', step: 0 },
    { kind: 'command-began', step: 0, argv: ['dmsetup', '\udcff'] },
  );
  await add('r1', { kind: 'command-ended', step: 0, ...END, stderr });
  const run = await journal.run('r1');
  expect(run).toMatchObject({ id: 'r1', plan, before: stack, state: 'running' });
  expect(run?.steps[0]).toMatchObject({
    state: 'verifying',
    command: { argv: ['dmsetup', '\udcff'], stderr },
  });
  expect(await journal.run('r2')).toBeNull();
});

test('the list is newest first, as long as wanted, and goes on where it left off; what was declined is in it', async () => {
  await add('r1', { kind: 'begun', ...opening }, { kind: 'ended', result: 'done', reason: null, goal: [] });
  await add('r2', { kind: 'declined', reason: 'changed', ...opening });
  await add('r3', { kind: 'begun', ...opening }, { kind: 'state', when: 'before', stack });
  const ids = async (before: string | null, limit: number) =>
    (await journal.list({ before, limit })).map(({ id, state }) => [id, state]);
  expect(await ids(null, 9)).toEqual([
    ['r3', 'running'],
    ['r2', 'declined'],
    ['r1', 'done'],
  ]);
  expect(await ids(null, 1)).toEqual([['r3', 'running']]);
  expect(await ids('r3', 1)).toEqual([['r2', 'declined']]);
});

test('unfinished is what was begun and neither ended nor was found interrupted', async () => {
  await add(
    'r1',
    { kind: 'begun', ...opening },
    { kind: 'ended', result: 'stopped', reason: null, goal: null },
  );
  await add('r2', { kind: 'begun', ...opening }, { kind: 'interrupted' });
  await add('r3', { kind: 'declined', reason: 'changed', ...opening });
  await add('r4', { kind: 'begun', ...opening }, { kind: 'step-began', step: 0 });
  expect(await journal.unfinished()).toEqual(['r4']);
});

test('a command without an end is told by its process, or by the run alone where that was not written', async () => {
  const began = { kind: 'command-began', step: 0, argv: ['dmsetup'] } as const;
  const started = { kind: 'command-started', step: 0, process: mark } as const;
  await add('r1', { kind: 'begun', ...opening }, began, started, { kind: 'command-ended', step: 0, ...END });
  await add('r2', { kind: 'begun', ...opening }, began, started, { kind: 'interrupted' });
  await add('r3', { kind: 'begun', ...opening }, began, started, {
    kind: 'command-late',
    step: 0,
    afterMs: 5,
  });
  await add('r4', { kind: 'begun', ...opening }, began);
  await add(
    'r5',
    { kind: 'begun', ...opening },
    began,
    started,
    { kind: 'command-ended', step: 0, ...END },
    { ...began, step: 1 },
    { ...started, step: 1 },
  );
  const left = await journal.commandsWithoutEnd();
  expect(left.map(({ runId, kind, step }) => [runId, kind, step])).toEqual([
    ['r2', 'command-started', 0],
    ['r3', 'command-started', 0],
    ['r4', 'command-began', 0],
    ['r5', 'command-started', 1],
  ]);
});

test('events that are added together are all there or none', async () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const broken = { kind: 'state', when: 'before', stack: circular } as unknown as RunEventBody;
  await expect((async () => add('r1', { kind: 'begun', ...opening }, broken))()).rejects.toThrow();
  expect(await journal.list({ before: null, limit: 9 })).toEqual([]);
});
