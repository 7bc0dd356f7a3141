import { describe, expect, test } from 'vitest';
import type { Intent } from '../plan/intent.ts';
import { recordedDevice, recordedHost } from '../plan/recorded-host.fixture.ts';
import { thinStack } from '../plan/thin/thin-pool.fixture.ts';
import { aftermath } from './aftermath.ts';
import { runFixture } from './finished-run.fixture.ts';
import type { Run } from './run.ts';

const SNAPSHOT = 'vm-volumes/snap-docker2.example.com-volumes';
const CALLED = 'vm--volumes-snap--docker2.example.com--volumes (254:4)';
const leaked = recordedHost('s1-leaked');
const snapshot = { identity: recordedDevice(leaked, SNAPSHOT).identity };

describe('after a run', () => {
  test('that freed a snapshot it can be removed, by hand or by another plan that asks for its name', () => {
    const { free, next } = aftermath(runFixture({ kind: 'free', device: snapshot }, leaked));
    expect(free).toEqual([`${CALLED} has no holders and no users.`]);
    expect(next).toEqual([
      {
        kind: 'command',
        sentence: `Nothing keeps LVM from removing ${SNAPSHOT} any more:`,
        argv: ['lvremove', SNAPSHOT],
      },
      {
        kind: 'plan',
        sentence: 'Or have dmscope remove it: its name has to be typed.',
        label: 'Remove the snapshot for good…',
        intent: { kind: 'free-and-lvremove', device: snapshot, typed: '' },
      },
    ]);
  });

  test("that removed a snapshot's mapping LVM is said to have it still", () => {
    const { free, next } = aftermath(runFixture({ kind: 'remove', device: snapshot }, leaked));
    expect(free).toEqual([`${CALLED} is removed.`]);
    expect(next).toMatchObject([{ kind: 'command', argv: ['lvremove', SNAPSHOT] }]);
    expect(next[0]?.sentence).toContain('LVM still has');
  });

  test('that removed a snapshot for good nothing is left to do, and what was typed is not kept', () => {
    const intent: Intent = { kind: 'free-and-lvremove', device: snapshot, typed: SNAPSHOT };
    expect(aftermath(runFixture(intent, leaked))).toEqual({
      free: [`${CALLED} is removed, and its space is back in its volume group.`],
      exists: [],
      next: [],
    });
    const [fresh] = aftermath(runFixture(intent, leaked, { stoppedAfter: 1 })).next;
    expect(fresh).toMatchObject({ kind: 'plan', intent: { typed: '' } });
  });

  test('that disconnected an nbd its file is said to be free', () => {
    const stack = recordedHost('s3-qcow2-nbd');
    const device = recordedDevice(stack, 'nbd0');
    const { free } = aftermath(runFixture({ kind: 'remove', device }, stack));
    expect(free[0]).toMatch(/^nbd0 \(\S+\) is removed\.$/);
    expect(free.slice(1)).toEqual([expect.stringMatching(/^\/.* is no longer bound to nbd0 \(\S+\)\.$/)]);
  });

  test('that was stopped what was done stays done, and a fresh plan is offered', () => {
    const run = runFixture({ kind: 'free', device: snapshot }, leaked, { stoppedAfter: 1, after: leaked });
    expect(aftermath(run)).toEqual({
      free: [],
      exists: [],
      next: [
        {
          kind: 'plan',
          sentence: 'What was done stays done: dmscope undoes nothing.',
          label: 'Make a fresh plan',
          intent: { kind: 'free', device: snapshot },
        },
      ],
    });
  });

  test('that was interrupted under a command its end is said not to be known', () => {
    const done = runFixture({ kind: 'free', device: snapshot }, leaked);
    const [first, second] = done.steps;
    if (!first?.command || !second?.command) throw new Error('no commands');
    const cut = { ...second, state: 'cut-short', command: { ...second.command, durationMs: null } } as const;
    const run: Run = { ...done, state: 'interrupted', steps: [first, cut] };
    expect(aftermath(run).next.map(({ kind }) => kind)).toEqual(['note', 'plan']);
    expect(aftermath(run).next[0]?.sentence).toMatch(
      /^It is not known whether the dmsetup of step 2 has ended\./,
    );
  });

  test('that resumed a device above another suspended one, that one is next', () => {
    const stack = recordedHost('suspended-middle');
    const top = recordedDevice(stack, 'middle');
    const { free, next } = aftermath(runFixture({ kind: 'resume', device: top }, stack));
    expect(free[0]).toMatch(/^middle \(\S+\) is resumed: its I\/O continues\.$/);
    expect(next).toEqual([]);
  });

  test('that was declined nothing was done', () => {
    const done = runFixture({ kind: 'free', device: snapshot }, leaked);
    const run: Run = { ...done, state: 'declined', reason: 'The stack is not the one that was reviewed.' };
    expect(aftermath(run).next).toMatchObject([
      { sentence: 'Nothing was done.', label: 'Make a fresh plan' },
    ]);
  });

  test('that took a thin snapshot tells how to use it', () => {
    const intent: Intent = {
      kind: 'thin-snapshot',
      device: { identity: 'dm-name:vol' },
      thinId: 7,
      name: 'snap7',
    };
    const done = aftermath(runFixture(intent, thinStack()));
    expect(done.free).toEqual(['Thin ID 7 is a snapshot of vol (254:3), which is resumed.']);
    expect(done.next).toMatchObject([
      {
        kind: 'command',
        argv: ['dmscope', 'thin', 'activate', '254:2', '7', '--name', 'snap7', '--size', '204800s'],
      },
    ]);
    expect(aftermath(runFixture({ ...intent, isActivated: true }, thinStack())).next).toEqual([]);
  });
});
