import { expect, test } from 'vitest';
import { mappedFixture } from '../plan/plan.fixture.ts';
import { deviceFixture } from '../stack/device.fixture.ts';
import type { ThinIdSeen } from './run-event.ts';
import { isUntouched, poolsDoubt, resultOf, runResult } from './step-outcome.ts';

test.each([
  ['the host shows it, whatever the command said', { isSo: true, exitStatus: 5, isUntouched: false }, 'done'],
  [
    'the command ended well, and the host does not show it',
    { isSo: false, exitStatus: 0, isUntouched: true },
    'unverified',
  ],
  [
    'the command ended well, and nobody could look',
    { isSo: null, exitStatus: 0, isUntouched: true },
    'unverified',
  ],
  ['the command failed, and nobody could look', { isSo: null, exitStatus: 1, isUntouched: true }, 'unknown'],
  [
    'the command failed, and the host is as before',
    { isSo: false, exitStatus: 1, isUntouched: true },
    'failed',
  ],
  ['the command failed, and did something', { isSo: false, exitStatus: 1, isUntouched: false }, 'unverified'],
  [
    'a signal ended it, and the host is as before',
    { isSo: false, exitStatus: null, isUntouched: true },
    'failed',
  ],
] as const)('%s', (_, evidence, result) => expect(resultOf(evidence)).toBe(result));

const file = { file: '/a', isDeleted: false, offsetBytes: 0, sizeLimitBytes: 0 };
const loop = (isAutoclear: boolean) => deviceFixture('7:0', { kind: 'loop', loop: { ...file, isAutoclear } });
const nbd = (pid: number | null) =>
  deviceFixture('43:0', { kind: 'nbd', nbd: { pid, serverPids: null, files: ['/a'] } });
const dm = (told: Parameters<typeof mappedFixture>[0]) => deviceFixture('254:0', { dm: mappedFixture(told) });

test.each([
  ['a loop that is marked to go', loop(false), loop(true)],
  ['a loop that was bound', loop(false), deviceFixture('7:0', { kind: 'loop' })],
  ['an nbd that was cut', nbd(7), nbd(null)],
  ['a removal that waits', dm({}), dm({ isDeferredRemove: true })],
  ['a device that is suspended', dm({}), dm({ isSuspended: true })],
  ['a table that is loaded', dm({}), dm({ hasInactiveTable: true })],
  ['a device that is gone', dm({}), null],
  ['a device that is new', null, dm({})],
])('%s was touched', (_, before, after) => {
  expect(isUntouched(before, after)).toBe(false);
  expect(isUntouched(before, before)).toBe(true);
});

test('counts do not make a device a touched one', () => {
  expect(isUntouched(dm({ openCount: 0 }), dm({ openCount: 3 }))).toBe(true);
});

const seen = (presence: ThinIdSeen['presence']): ThinIdSeen => ({
  thinId: 7,
  presence,
  reason: null,
  making: null,
});

test.each([
  ['create-thin-snapshot', 'there', null],
  ['create-thin-snapshot', 'absent', 'The pool does not have thin ID 7.'],
  [
    'create-thin-snapshot',
    'unknown',
    'Whether the pool has thin ID 7 could not be verified: it was not read.',
  ],
  ['delete-thin', 'absent', null],
  ['delete-thin', 'there', 'The pool still has thin ID 7.'],
  ['resume-origin', 'absent', null],
] as const)('%s with the ID %s', (kind, presence, doubt) => {
  expect(poolsDoubt(kind, seen(presence))).toBe(doubt);
  expect(poolsDoubt(kind, null)).toBeNull();
});

test.each([
  [['done', 'already-so'], true, 'done'],
  [['done', 'unverified'], true, 'unverified'],
  [['done', 'unverified'], null, 'unverified'],
  [['done'], null, 'unverified'],
  [['unverified'], false, 'stopped'],
  [['done', null], true, 'stopped'],
  [['unknown'], true, 'stopped'],
  [['failed'], null, 'stopped'],
  [['done'], false, 'stopped'],
  [[], true, 'done'],
] as const)('steps %j with a goal that is %j make a run %s', (results, isGoalSo, result) => {
  expect(runResult(results, isGoalSo)).toBe(result);
});
