import { describe, expect, test } from 'vitest';
import { planDevice } from '../plan/plan-device.ts';
import { thinFixture, thinStack } from '../plan/thin/thin-pool.fixture.ts';
import { type LeftSuspended, leftWords, type SuspendedMark, verdictOn } from './left-suspended.ts';

const origin = thinFixture('254:3', 'vol', 1);
const mark: SuspendedMark = {
  runId: '20261121-143002-3f9a',
  device: planDevice(origin),
  guard: { pid: 7, startedAtTicks: 70, bootId: 'b' },
  withinMs: 3000,
  atMs: 1000,
};
const suspended = { isSuspended: true };

describe('a device that a dead guard left', () => {
  test('is resumed when it is still that one, and still suspended', () => {
    expect(verdictOn(mark, thinStack({ vol: suspended }))).toEqual({
      kind: 'resume',
      argv: ['dmsetup', '--manglename', 'none', 'resume', '--', 'vol'],
    });
  });

  test('needs nothing when it goes on, or is gone', () => {
    expect(verdictOn(mark, thinStack())).toEqual({ kind: 'active' });
    const other = { ...mark, device: { ...mark.device, identity: 'dm-name:other' } };
    expect(verdictOn(other, thinStack({ vol: suspended }))).toEqual({ kind: 'gone' });
  });

  test.each([
    [
      'another table would be put in place',
      { vol: { ...suspended, hasInactiveTable: true } },
      'another table is loaded',
    ],
    [
      'its live table is another one',
      { vol: { ...suspended, segments: [] } },
      'its table is another one now',
    ],
    [
      'it has another number',
      { vol: suspended, volDevice: { devNo: '254:9' } },
      'it is called vol (254:9) now',
    ],
    ['it has another name', { vol: suspended, volDevice: { name: 'x' } }, 'it is called x (254:3) now'],
  ] as const)('is not resumed when %s', (_, told, why) => {
    expect(verdictOn(mark, thinStack(told))).toEqual({
      kind: 'uncertain',
      reason: expect.stringContaining(why),
    });
  });

  test('is told with the command that resumes it where that is not certain; a name does no harm', () => {
    const left: LeftSuspended = { mark, outcome: 'uncertain', reason: 'Why.', afterMs: 1200 };
    expect(leftWords(left)).toBe(
      'EMERGENCY: vol (254:3) may be suspended since run 20261121-143002-3f9a was killed together with its guard: all I/O to it waits. Why. To resume it: dmsetup resume -j 254 -m 3',
    );
    const hostile = { ...mark, device: { ...mark.device, name: 'a\n$(reboot)\x1b[2J' } };
    expect(leftWords({ ...left, mark: hostile })).not.toMatch(/[\n\x1b]/);
    expect(leftWords({ ...left, outcome: 'resumed' })).toContain('it was resumed, after 1.2 s at most');
    expect(leftWords({ ...left, outcome: 'active' })).toBeNull();
  });
});
