import { describe, expect, test } from 'vitest';
import { deviceFixture, stackFixture } from '../stack/device.fixture.ts';
import type { Stack } from '../stack/stack.ts';
import { toTheEnd } from '../steps.ts';
import { earlierStack, NOTHING_SEEN, type SeenStacks, withSeen } from './earlier-stack.ts';
import { findings, findingsInSteps } from './findings.ts';
import { lvmFixture, lvmUuid, on } from './leaky-host.fixture.ts';

const stack = (name: string): Stack => stackFixture([deviceFixture('254:0', { name })]);
const A = stack('a');
const B = stack('b');
const C = stack('c');

/** What a page has seen when these stacks came at these seconds, with a sign of life every two. */
function seenAt(...came: readonly (readonly [Stack, number])[]): SeenStacks {
  let seen = NOTHING_SEEN;
  const [[first, from] = [A, 0]] = came;
  const last = came.at(-1)?.[1] ?? from;
  let now = first;
  for (let s = from; s <= last; s += 0.5) {
    now = came.findLast(([, at]) => at <= s)?.[0] ?? now;
    seen = withSeen(seen, { stack: now, signAtMs: Math.floor(s / 2) * 2000 }, s * 1000);
  }
  return seen;
}

describe('the stack that findings are compared with', () => {
  test('is none at the first look', () => {
    expect(earlierStack(seenAt([A, 0]), 1000)).toBeNull();
  });

  test('is the oldest one while the page is young', () => {
    expect(earlierStack(seenAt([A, 0], [B, 4], [C, 8]), 9000)).toEqual({ stack: A, secondsAgo: 9 });
  });

  test('is the one that was the host’s fifteen seconds ago, however long before that it had come', () => {
    const seen = seenAt([A, 0], [B, 100], [C, 3600]);
    expect(earlierStack(seen, 3_600_000)).toEqual({ stack: B, secondsAgo: 15 });
    expect(earlierStack(seen, 3_614_000)).toEqual({ stack: B, secondsAgo: 15 });
  });

  test('is itself once it has stood for fifteen seconds', () => {
    expect(earlierStack(seenAt([A, 0], [B, 100]), 115_000)).toEqual({ stack: B, secondsAgo: 15 });
  });

  test('is none after a silence, not even the stack from before it that the page still shows', () => {
    const asleep = withSeen(seenAt([A, 0], [B, 20]), { stack: B, signAtMs: 7_200_000 }, 7_200_000);
    const awake = withSeen(asleep, { stack: C, signAtMs: 7_200_000 }, 7_200_100);
    expect(earlierStack(awake, 7_200_200)).toBeNull();
    const next = withSeen(awake, { stack: A, signAtMs: 7_202_000 }, 7_203_000);
    expect(earlierStack(next, 7_203_000)).toEqual({ stack: C, secondsAgo: 2.9 });
  });

  test('is found among few, though a stack comes every half second', () => {
    const came = Array.from({ length: 200 }, (_, i) => [stack(`${i}`), i / 2] as const);
    const seen = seenAt(...came);
    expect(seen.stacks.length).toBeLessThan(12);
    const then = earlierStack(seen, 99_500)?.stack.devices[0]?.name;
    // Stack 169 came at 84.5 s; what came within two seconds of another may stand for it.
    expect(Number(then)).toBeGreaterThan(163);
    expect(Number(then)).toBeLessThanOrEqual(169);
  });

  test('is kept where it stood for long, close as it followed upon another', () => {
    const seen = seenAt([A, 0], [B, 1], [C, 20]);
    expect(earlierStack(seen, 20_000)?.stack).toBe(B);
  });
});

describe('a device that is suspended', () => {
  const host = (isSuspended: boolean): Stack => {
    const linear = { target: 'linear', args: '8:0 0', bases: [on('8:0', 'data')], dm: { isSuspended } };
    return stackFixture([lvmFixture(0, 'vm-web', lvmUuid('vm', 'web'), linear), deviceFixture('8:0')]);
  };
  const running = host(false);
  const stopped = host(true);
  const severityAt = (seen: SeenStacks, atSeconds: number) =>
    toTheEnd(findingsInSteps(stopped, earlierStack(seen, atSeconds * 1000)))[0]?.severity;

  test('is a notice at first, on a quiet host too, and critical when it stays', () => {
    const seen = seenAt([running, 0], [stopped, 3600]);
    expect(severityAt(seen, 3600)).toBe('notice');
    expect(severityAt(seen, 3614)).toBe('notice');
    expect(severityAt(seen, 3616)).toBe('critical');
  });

  test('is critical where nothing is known of before', () => {
    expect(findings(stopped)[0]?.severity).toBe('critical');
    expect(severityAt(seenAt([stopped, 0]), 1)).toBe('critical');
  });
});
