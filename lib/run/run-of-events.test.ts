import { expect, test } from 'vitest';
import type { DevNo } from '../block/dev-no.ts';
import { mappedFixture } from '../plan/plan.fixture.ts';
import { planFor } from '../plan/plan-for.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { RunEvent, RunEventBody } from './run-event.ts';
import { runOfEvents, summaryOf } from './run-of-events.ts';

const mapped = (name: DevNo, base: DevNo) =>
  deviceFixture(name, {
    dm: mappedFixture({ rawName: name, uuid: `TEST-${name}` }),
    kind: 'dm',
    bases: [{ base, kind: 'table', roles: [], file: null }],
    openedBy: [],
  });
const stack = stackFixture([
  deviceFixture('8:0', { kind: 'disk', openedBy: [] }),
  mapped('254:1', '8:0'),
  mapped('254:2', '254:1'),
]);
const intent = { kind: 'free', device: { identity: 'name:8:0' } } as const;
const plan = planFor(intent, stack);
const BEGUN: RunEventBody = {
  kind: 'begun',
  who: { name: 'ada', via: 'page' },
  host: plan.host,
  intent,
  plan,
};
const END = { exitStatus: 0, signal: null, stdout: '', stderr: '', durationMs: 12 };
const STEP: readonly RunEventBody[] = [
  { kind: 'step-began', step: 0 },
  { kind: 'command-began', step: 0, argv: ['dmsetup'] },
  { kind: 'command-started', step: 0, process: { pid: 7, startedAtTicks: 1, bootId: 'b' } },
  { kind: 'command-ended', step: 0, ...END },
  { kind: 'step-ended', step: 0, result: 'done', reason: null },
];

function runOf(...bodies: readonly RunEventBody[]) {
  return runOfEvents(bodies.map((body, at): RunEvent => ({ ...body, runId: 'r1', atMs: 1000 + at })));
}

test('the plan of these tests has two steps', () => expect(plan.steps).toHaveLength(2));

test('without its opening there is no run', () => {
  expect(runOfEvents([])).toBeNull();
  expect(runOf(...STEP)).toBeNull();
});

test.each([
  [1, 'checking'],
  [2, 'running'],
  [3, 'running'],
  [4, 'verifying'],
  [5, 'done'],
])('after %i of a step’s events it is %s; the next one waits', (count, state) => {
  const run = runOf(BEGUN, ...STEP.slice(0, count));
  expect(run).toMatchObject({ state: 'running', endedAtMs: null, steps: [{ state }, { state: 'waiting' }] });
});

test.each([0, 1, 2, 3, 4])(
  'interrupted after %i of a step’s events, nothing is said to be known of it',
  (count) => {
    const run = runOf(BEGUN, ...STEP.slice(0, count), { kind: 'interrupted' });
    const state = count === 0 ? 'not-run' : 'cut-short';
    expect(run).toMatchObject({ state: 'interrupted', goal: null, steps: [{ state }, { state: 'not-run' }] });
  },
);

test('interrupted between steps, what was done stays done', () => {
  const run = runOf(BEGUN, ...STEP, { kind: 'interrupted' });
  expect(run?.steps.map(({ state }) => state)).toEqual(['done', 'not-run']);
  expect(run && summaryOf(run)).toMatchObject({ stepCount: 2, doneCount: 1, state: 'interrupted' });
});

test('a command that is late leaves its step unknown, and is told as late; the first versions called that failed', () => {
  const run = runOf(
    BEGUN,
    ...STEP.slice(0, 3),
    { kind: 'command-late', step: 0, afterMs: 10_000 },
    { kind: 'step-ended', step: 0, result: 'failed', reason: 'late' },
    { kind: 'ended', result: 'stopped', reason: 'late', goal: null },
  );
  expect(run).toMatchObject({ state: 'stopped', reason: 'late', endedAtMs: 1006 });
  expect(run?.steps[0]).toMatchObject({ state: 'unknown', command: { isLate: true, durationMs: null } });
});

test('what a command printed, and how it ended, is the step’s', () => {
  const run = runOf(BEGUN, ...STEP.slice(0, 3), {
    kind: 'command-ended',
    step: 0,
    ...END,
    exitStatus: 5,
    stderr: 'busy',
  });
  expect(run?.steps[0]?.command).toMatchObject({
    argv: ['dmsetup'],
    exitStatus: 5,
    stderr: 'busy',
    isLate: false,
  });
});

test('what was declined has no step begun, and is over', () => {
  const run = runOf({ ...BEGUN, kind: 'declined', reason: 'changed' } as RunEventBody);
  expect(run).toMatchObject({ state: 'declined', reason: 'changed', endedAtMs: 1000 });
  expect(run?.steps.map(({ state }) => state)).toEqual(['not-run', 'not-run']);
});

test.each([
  [0, 'unverified'],
  [5, 'failed'],
])('a step that the first versions called failed after exit status %i is %s', (exitStatus, state) => {
  const run = runOf(
    BEGUN,
    ...STEP.slice(0, 3),
    { kind: 'command-ended', step: 0, ...END, exitStatus },
    { kind: 'step-ended', step: 0, result: 'failed', reason: 'why' },
    { kind: 'ended', result: 'stopped', reason: 'why', goal: null },
  );
  expect(run?.steps[0]?.state).toBe(state);
  expect(run && summaryOf(run)).toMatchObject({ doneCount: 0, doubtfulCount: exitStatus === 0 ? 1 : 0 });
});

test('what a later start found of a step that was cut short stands beside it, and does not make it done', () => {
  const checks = [{ words: 'top is removed', isTrue: true }];
  const run = runOf(
    BEGUN,
    ...STEP.slice(0, 3),
    { kind: 'interrupted' },
    { kind: 'step-found', step: 0, checks },
    {
      kind: 'thin-id',
      when: 'after',
      thinId: 7,
      presence: 'there',
      reason: null,
      making: { transactionId: 0, createdTime: 1 },
    },
  );
  expect(run?.steps[0]).toMatchObject({ state: 'cut-short', found: checks });
  expect(run?.thinId.after).toMatchObject({ presence: 'there' });
});

test('a guard tells what a later start did in its place', () => {
  const guard = { pid: 9, startedAtTicks: 1, bootId: 'b' };
  const device = {
    identity: 'x',
    devNo: '254:1',
    name: 'x',
    isMapped: true,
    table: '',
    binding: null,
  } as const;
  const run = runOf(
    BEGUN,
    { kind: 'guard-began', step: 0, process: guard, isApart: false, argv: [], withinMs: 1, device },
    { kind: 'interrupted' },
    { kind: 'left-suspended', step: 0, outcome: 'resumed' },
  );
  expect(run?.steps[0]?.guard).toEqual({ pid: 9, end: null, isApart: false, left: 'resumed' });
});
