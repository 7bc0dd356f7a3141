import { expect, test } from 'vitest';
import type { CommandRun } from './run.ts';
import { commandEnd, stepStateWords, stepsWords, whoWords } from './words.ts';

const none = { durationMs: null, exitStatus: null, signal: null, stdout: '', stderr: '' };
const command: CommandRun = { argv: ['dmsetup', 'remove', 'top'], isLate: false, ...none };

test.each([
  [{ durationMs: 12, exitStatus: 0 }, 'exit status 0 after 12 ms'],
  [{ durationMs: 12, signal: 'SIGKILL' }, 'ended by SIGKILL after 12 ms'],
  [{ durationMs: 0 }, 'could not be started'],
  [{ isLate: true }, 'did not end within its deadline, and was left alone'],
  [{}, 'not ended'],
])('how a command ended: %#', (told, words) => expect(commandEnd({ ...command, ...told })).toBe(words));

test('a reason stands behind the state that it is for', () => {
  const step = { command: null, beganAtMs: null, endedAtMs: null };
  expect(stepStateWords({ ...step, state: 'failed', reason: 'busy\x1b' })).toBe('failed: busy\\x1b');
  expect(stepStateWords({ ...step, state: 'already-so', reason: null })).toBe(
    'already the case: nothing was run',
  );
});

test('one step is one step, and a terminal is no page', () => {
  expect(stepsWords({ doneCount: 0, stepCount: 1, doubtfulCount: 0 })).toBe('0 of 1 step');
  expect(stepsWords({ doneCount: 1, stepCount: 2, doubtfulCount: 0 })).toBe('1 of 2 steps');
  expect(stepsWords({ doneCount: 0, stepCount: 1, doubtfulCount: 1 })).toBe('0 of 1 step, 1 not verified');
  expect(whoWords({ name: 'ada', via: 'page' })).toBe('by ada');
  expect(whoWords({ name: 'root', via: 'command line' })).toBe('by root, on the command line');
});
