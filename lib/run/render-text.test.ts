import { expect, test } from 'vitest';
import { mappedFixture } from '../plan/plan.fixture.ts';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import { runFixture } from './finished-run.fixture.ts';
import { renderEnd, renderRun, renderRuns } from './render-text.ts';
import type { CommandRun, Run } from './run.ts';
import { summaryOf } from './run-of-events.ts';

/** A guest's device is called so. */
const NAME = 'top\n\x1b[2J\u202e';
const stack = stackFixture([
  deviceFixture('8:0', { kind: 'disk', name: 'sda', identity: 'disk', openedBy: [] }),
  deviceFixture('254:1', {
    name: NAME,
    dm: mappedFixture({ rawName: NAME, uuid: 'TEST-top' }),
    openedBy: [],
    unexplainedOpens: 0,
    bases: [{ base: '8:0', kind: 'table', roles: [], file: null }],
  }),
]);
const intent = { kind: 'free', device: { identity: 'disk' } } as const;
const done = runFixture(intent, stack);
const stopped = runFixture(intent, stack, { stoppedAfter: 0, after: stack });

test('a run is told from who asked for it to the verified result', () => {
  expect(renderRun({ ...done, goal: [{ words: 'sda is unused', isTrue: true }] })).toBe(`\
Free sda (8:0): remove its holder.
On lab, by ada (page), 2026-11-21 14:30:02 UTC. Run 20261121-143002-3f9a.

1. Remove the mapping top\\x0a\\x1b[2J\\u202e (254:1).
   done
       dmsetup --manglename none remove --retry --uuid TEST-top
       exit status 0 after 12 ms

Done.
- Verified: sda is unused.
`);
});

test('one that stopped says why, how far it came, and what is not true', () => {
  const goal = [{ words: 'sda is unused', isTrue: false }];
  expect(renderEnd({ ...stopped, reason: 'Busy.', goal })).toBe(`\
Stopped. Busy.
Steps done: 0 of 1; not begun: 1. Nothing was undone.
- Not true: sda is unused.`);
});

test('of a step that was cut short nothing is said to be known', () => {
  const [step] = done.steps;
  const cut = { ...done, state: 'interrupted', steps: [{ ...step, state: 'cut-short' }] } as Run;
  expect(renderRun(cut)).toContain('   dmscope ended here: the result is not known\n');
  expect(renderEnd({ ...cut, after: null })).toContain(
    'Interrupted.\nSteps done: 0 of 1; begun, outcome unknown: 1; not begun: 0. dmscope undoes nothing.\n- What became of top',
  );
});

test('no text of a host reaches the terminal as it is', () => {
  const hostile: Run = {
    ...stopped,
    who: { name: 'a\x1b[2Jda', via: 'page' },
    host: 'l\x07ab',
    reason: `dmsetup: ${NAME}`,
    steps: stopped.steps.map((step) => ({
      ...step,
      reason: `failed: ${NAME}`,
      command: { ...command(), stdout: `one\n${NAME}\n`, stderr: '\x9b31m\udcff' },
    })),
  };
  const list = renderRuns([summaryOf(hostile)]);
  expect(renderRun(hostile) + list).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  expect(list.split('\n')).toHaveLength(2);
});

test('a list has a line for each run, aligned; an empty one says so', () => {
  const later = {
    ...summaryOf(stopped),
    id: '20261121-143003-3f9a',
    who: { name: 'grace', via: 'page' } as const,
  };
  expect(renderRuns([later, summaryOf(done)])).toBe(`\
20261121-143003-3f9a  2026-11-21 14:30:02 UTC  grace  stopped  0/1  Free sda (8:0): remove its holder
20261121-143002-3f9a  2026-11-21 14:30:02 UTC  ada    done     1/1  Free sda (8:0): remove its holder
`);
  expect(renderRuns([])).toBe('none\n');
});

function command(told: Partial<CommandRun> = {}): CommandRun {
  const none = { durationMs: null, exitStatus: null, signal: null, stdout: '', stderr: '' };
  return { argv: ['dmsetup', 'remove', NAME], isLate: false, ...none, ...told };
}
