import { describe, expect, it } from 'vitest';
import { deviceFixture, stackFixture } from './device.fixture.ts';
import { followStack, NOTHING_FOLLOWED, type WatchMessage } from './followed-stack.ts';
import { diffStacks } from './patch.ts';

const a = deviceFixture('254:0');
const b = deviceFixture('254:1');
const one = stackFixture([a]);
const two = stackFixture([a, b]);
const patchTo = (revision: number): WatchMessage => ({
  kind: 'patch',
  revision,
  patch: diffStacks(one, two),
});
const following = followStack(NOTHING_FOLLOWED, { kind: 'stack', revision: 7, stack: one }, 1000);

describe('a followed stack', () => {
  it('begins with the whole stack, in which nothing has changed yet', () => {
    expect(following).toMatchObject({ stack: one, revision: 7, isOutOfStep: false });
    expect(following.changedAt.size).toBe(0);
  });

  it('takes the next patch, and remembers when its devices changed', () => {
    const next = followStack(following, patchTo(8), 2000);
    expect(next.stack).toEqual(two);
    expect(next.revision).toBe(8);
    expect([...next.changedAt]).toEqual([['254:1', 2000]]);
  });

  it('ignores a patch it already has', () => {
    expect(followStack(following, patchTo(7), 2000)).toBe(following);
  });

  it('asks for the whole stack when a patch is missing', () => {
    const next = followStack(following, patchTo(9), 2000);
    expect(next).toMatchObject({ stack: one, revision: 7, isOutOfStep: true });
  });

  it('counts what differs as changed when the whole stack comes again', () => {
    const lost = followStack(following, patchTo(9), 2000);
    const next = followStack(lost, { kind: 'stack', revision: 1, stack: stackFixture([{ ...a }, b]) }, 3000);
    expect(next).toMatchObject({ revision: 1, isOutOfStep: false });
    expect(next.stack?.devices[0]).toBe(a);
    expect([...next.changedAt]).toEqual([['254:1', 3000]]);
  });

  it('keeps what went away, newest first, and no longer counts it as changed', () => {
    const both = followStack(following, patchTo(8), 2000);
    const gone: WatchMessage = { kind: 'patch', revision: 9, patch: diffStacks(two, one) };
    const next = followStack(both, gone, 3000);
    expect(next.removed).toEqual([{ device: b, atMs: 3000 }]);
    expect(next.changedAt.size).toBe(0);
  });

  it("turns the server's times into the viewer's, but leaves the time of a recording alone", () => {
    const freshness = { state: 'live', reason: null, lastSignAtMs: 500_000, lastLookAtMs: 499_000 } as const;
    const live = followStack(following, { kind: 'freshness', freshness, nowMs: 501_000 }, 901_000);
    expect(live.freshness).toMatchObject({ lastSignAtMs: 900_000, lastLookAtMs: 899_000 });
    const recording = {
      state: 'recording',
      reason: null,
      lastSignAtMs: 500_000,
      lastLookAtMs: null,
    } as const;
    const shown = followStack(
      following,
      { kind: 'freshness', freshness: recording, nowMs: 501_000 },
      901_000,
    );
    expect(shown.freshness.lastSignAtMs).toBe(500_000);
  });
});
