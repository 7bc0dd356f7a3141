import { describe, expect, test } from 'vitest';
import type { Intent } from '../plan/intent.ts';
import { mappedFixture } from '../plan/plan.fixture.ts';
import { recordedDevice, recordedHost } from '../plan/recorded-host.fixture.ts';
import { thinStack } from '../plan/thin/thin-pool.fixture.ts';
import type { Device, Stack } from '../stack/stack.ts';
import type { NextStep } from './aftermath.ts';
import { runFixture } from './finished-run.fixture.ts';
import { renderEnd } from './render-text.ts';
import type { Run, StepRun } from './run.ts';
import type { ThinIdSeen } from './run-event.ts';
import { whatExists } from './what-exists.ts';

const SNAPSHOT: Intent = {
  kind: 'thin-snapshot',
  device: { identity: 'dm-name:vol' },
  thinId: 102,
  name: 'x',
};
const ABSENT: ThinIdSeen = { thinId: 102, presence: 'absent', reason: null, making: null };
const THERE: ThinIdSeen = {
  ...ABSENT,
  presence: 'there',
  making: { transactionId: 0, createdTime: 4 },
};
const UNKNOWN: ThinIdSeen = { ...ABSENT, presence: 'unknown', reason: 'it is read-only' };

/** A run that was stopped at one of its steps, with what is known of that. */
function stoppedAt(run: Run, at: number, told: Partial<StepRun>): Run {
  const steps = run.steps.map((step, each) => (each === at ? { ...step, ...told } : step));
  return { ...run, state: 'stopped', reason: 'Why.', steps };
}

function snapshotRun(state: StepRun['state'], thinId: Run['thinId'], intent: Intent = SNAPSHOT): Run {
  const run = { ...runFixture(intent, thinStack()), thinId };
  const at = run.plan.steps.findIndex(({ kind }) => kind === 'create-thin-snapshot');
  return stoppedAt(run, at, { state });
}

function lines(run: Run): readonly string[] {
  return whatExists(run).map(wordsOf);
}

function wordsOf(step: NextStep): string {
  return step.kind === 'command' ? `${step.sentence} ${step.argv.join(' ')}` : step.sentence;
}

describe('of a snapshot whose run did not come to its end', () => {
  const doubt =
    'Thin ID 102 exists now; its origin may have been resumed before it was made, so it may be inconsistent. Check it, or delete it: dmscope thin delete pool 102';
  const ofInactive: Intent = { ...SNAPSHOT, device: { identity: 'dm:TEST-pool' }, originId: 4 };

  test.each([
    [
      'it was made, and its origin may have been resumed',
      'unverified',
      { before: ABSENT, after: THERE },
      doubt,
    ],
    ['its message was late, and made it', 'unknown', { before: ABSENT, after: THERE }, doubt],
    ['dmscope was killed', 'cut-short', { before: ABSENT, after: THERE }, doubt],
    [
      'it was made well',
      'done',
      { before: ABSENT, after: THERE },
      'Thin ID 102 exists now. To delete it: dmscope thin delete pool 102',
    ],
    ['it was not made', 'cut-short', { before: ABSENT, after: ABSENT }, 'Thin ID 102 does not exist.'],
    [
      'it had been there',
      'failed',
      { before: THERE, after: THERE },
      'Thin ID 102 existed before this run, which did not change it.',
    ],
    [
      'nobody looked before',
      'unknown',
      { before: null, after: THERE },
      'Thin ID 102 exists; whether this run made it is not known. To check it: dmscope thin show pool',
    ],
    [
      'the pool cannot be read',
      'cut-short',
      { before: ABSENT, after: UNKNOWN },
      'Whether thin ID 102 exists is not known: it is read-only. If it does, do not rely on it. To check: dmscope thin show pool',
    ],
    [
      'an earlier version wrote its journal',
      'cut-short',
      { before: null, after: null },
      'Whether thin ID 102 exists is not known: the pool was not read. If it does, do not rely on it. To check: dmscope thin show pool',
    ],
  ] as const)('%s', (_, state, thinId, line) => {
    expect(lines(snapshotRun(state, thinId))).toEqual([line]);
  });

  test('of an origin that is not active nothing can have been resumed', () => {
    expect(lines(snapshotRun('cut-short', { before: ABSENT, after: THERE }, ofInactive))).toEqual([
      'Thin ID 102 exists now; it is not known whether its command has ended. Check it, or delete it: dmscope thin delete pool 102',
    ]);
  });

  test('a command that is still at work may make it yet', () => {
    const run = snapshotRun('unknown', { before: ABSENT, after: ABSENT });
    const steps = run.steps.map((step) => ({
      ...step,
      command: step.command && { ...step.command, durationMs: null },
    }));
    expect(lines({ ...run, steps })).toEqual([
      'Thin ID 102 does not exist. Its command may still be at work, and make it.',
    ]);
  });

  test('an origin that is still suspended is the first thing to do something about', () => {
    const after = thinStack({ vol: { isSuspended: true } });
    const run = runFixture(SNAPSHOT, thinStack(), { stoppedAfter: 1, after });
    expect(whatExists(run)).toMatchObject([
      {
        kind: 'plan',
        sentence: 'vol (254:3) is suspended: all I/O to it waits. To resume it: dmscope clean resume 254:3',
        intent: { kind: 'resume' },
      },
    ]);
  });
});

describe('of a device', () => {
  const stack = recordedHost('s3-qcow2-nbd');
  const nbd = recordedDevice(stack, 'nbd0');
  const remove = runFixture({ kind: 'remove', device: { identity: nbd.identity } }, stack);
  const at = remove.plan.steps.findIndex(({ kind }) => kind === 'disconnect-nbd');

  test('that was cut while nothing could be verified, that is told, and never that nothing was done', () => {
    const cut = stoppedAt({ ...remove, after: null }, at, { state: 'unverified' });
    expect(lines(cut)).toEqual([
      expect.stringMatching(
        /^What became of nbd0 \(\S+\) could not be verified\. To check it: lsblk \/dev\/nbd0$/,
      ),
    ]);
    expect(renderEnd(cut)).toContain('; done but not verified: 1; not begun: 0. dmscope undoes nothing.');
    expect(renderEnd(cut)).not.toContain('Nothing was undone');
  });

  test('that is seen to be disconnected, with its file', () => {
    const seen = stoppedAt(remove, at, { state: 'unverified' });
    expect(lines(seen)[0]).toMatch(
      /^nbd0 \(\S+\) does not exist any more\. \/.* is no longer bound to it\.$/,
    );
  });

  test.each([
    [
      'is marked to go',
      { loop: { isAutoclear: true } },
      'is marked to be detached when its last user closes it (autoclear).',
    ],
    [
      'waits to be removed',
      { dm: mappedFixture({ isDeferredRemove: true }) },
      'will be removed when its last user closes it (deferred remove).',
    ],
    ['has a table loaded', { dm: mappedFixture({ hasInactiveTable: true }) }, 'has an inactive table now.'],
    ['is cut', { nbd: { pid: null, serverPids: null, files: [] } }, 'is disconnected.'],
    ['is as it was', {}, 'is as it was before.'],
  ])('that %s', (_, told, words) => {
    const loop = { file: '/a', isDeleted: false, offsetBytes: 0, sizeLimitBytes: 0, isAutoclear: false };
    const before: Partial<Device> = {
      dm: mappedFixture(),
      loop,
      nbd: { pid: 7, serverPids: null, files: [] },
    };
    const { loop: changed, ...others } = told as { readonly loop?: object };
    const after = { ...before, ...others, ...(changed ? { loop: { ...loop, ...changed } } : {}) };
    const run = { ...remove, before: withNbd(stack, before), after: withNbd(stack, after) };
    const [line = ''] = lines(stoppedAt(run, at, { state: 'unverified' }));
    expect(line).toMatch(/^nbd0 \(\S+\) /);
    expect(line).toContain(words);
  });

  test('nothing is said of one whose step failed, for that left it as it was', () => {
    expect(lines(stoppedAt(remove, at, { state: 'failed' }))).toEqual([]);
  });

  function withNbd(of: Stack, told: Partial<Device>): Stack {
    const devices = of.devices.map((each) => (each.identity === nbd.identity ? { ...each, ...told } : each));
    return { ...of, devices };
  }
});
