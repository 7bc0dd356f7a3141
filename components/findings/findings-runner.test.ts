import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findings } from '../../lib/findings/findings.ts';
import { leakyHost, lvmFixture, lvmUuid } from '../../lib/findings/leaky-host.fixture.ts';
import { stackFixture } from '../../lib/stack/device.fixture.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import { createFindingsRunner, type Found } from './findings-runner.ts';

const leaky = leakyHost(300, 40);
const well = leakyHost(300, 0);
const suspendable = (isSuspended: boolean): Stack =>
  stackFixture([
    lvmFixture(0, 'vm-web', lvmUuid('vm', 'web'), {
      target: 'linear',
      args: '',
      bases: [],
      dm: { isSuspended },
    }),
  ]);

function createRunner() {
  const told: Found[] = [];
  const runner = createFindingsRunner((found) => told.push(found));
  const see = (stack: Stack, hostId = 'this-host', lookAtMs = Date.now()) =>
    runner.see(hostId, { stack, signAtMs: Date.now(), lookAtMs });
  /** The host goes on as it is, and is looked at every second. */
  const stays = async (stack: Stack, ms: number) => {
    for (let left = ms; left > 0; left -= 1000) {
      await vi.advanceTimersByTimeAsync(Math.min(left, 1000));
      see(stack);
    }
    await vi.advanceTimersByTimeAsync(0);
  };
  return { runner, told, see, stays };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('findings beside a page', () => {
  test('are those of one go, and not before the page had its turn', async () => {
    const { told, see } = createRunner();
    see(leaky);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(told.map((found) => found.findings)).toEqual([findings(leaky)]);
  });

  test('are of the newest stack in the end, and leave out those between', async () => {
    const { told, see } = createRunner();
    see(leaky);
    see(leakyHost(300, 3));
    see(well);
    await vi.advanceTimersByTimeAsync(100);
    expect(told.at(-1)?.findings).toEqual([]);
    expect(told.length).toBeLessThan(3);
  });

  test('are given up when the page leaves, and made when it is back', async () => {
    const { runner, told, see } = createRunner();
    see(leaky);
    runner.stop();
    await vi.advanceTimersByTimeAsync(100);
    expect(told).toEqual([]);
    see(leaky);
    await vi.advanceTimersByTimeAsync(100);
    expect(told.length).toBe(1);
  });

  test('of another host are told as its own', async () => {
    const { told, see } = createRunner();
    see(leaky);
    see(well, 'another-host');
    await vi.advanceTimersByTimeAsync(100);
    expect(told).toMatchObject([{ hostId: 'another-host', findings: [] }]);
  });

  test('of what a command left are held back for half a minute, and then told though nothing else comes', async () => {
    const { told, see, stays } = createRunner();
    see(well);
    await stays(well, 5000);
    see(leaky);
    await stays(leaky, 29_000);
    expect(told.at(-1)?.findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'at-work notice',
    ]);
    await stays(leaky, 3000);
    expect(told.at(-1)?.findings).toEqual(findings(leaky));
  });

  test('of what a command left are held back for as long as a look at the host does not end', async () => {
    const { told, see } = createRunner();
    see(well);
    await vi.advanceTimersByTimeAsync(1000);
    const lookAtMs = Date.now();
    see(leaky);
    for (let seconds = 0; seconds < 120; seconds++) {
      await vi.advanceTimersByTimeAsync(1000);
      see(leaky, 'this-host', lookAtMs);
    }
    expect(told.at(-1)?.findings.map(({ severity }) => severity)).toEqual(['notice']);
    see(leaky);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(told.at(-1)?.findings).toEqual(findings(leaky));
  });

  test('of what was there before a long silence, or came in it, are told at once', async () => {
    const { told, see } = createRunner();
    see(well);
    await vi.advanceTimersByTimeAsync(90_000);
    see(leaky);
    await vi.advanceTimersByTimeAsync(100);
    expect(told.at(-1)?.findings).toEqual(findings(leaky));
  });

  test('of a suspension turn critical when nothing else comes, and not before', async () => {
    const { told, see, stays } = createRunner();
    see(suspendable(false));
    await vi.advanceTimersByTimeAsync(5000);
    const suspended = suspendable(true);
    see(suspended);
    await stays(suspended, 100);
    expect(told.at(-1)?.findings[0]?.severity).toBe('notice');
    await stays(suspended, 17_000);
    expect(told.at(-1)?.findings[0]?.severity).toBe('critical');
    const count = told.length;
    await stays(suspended, 120_000);
    expect(told.length).toBe(count);
  });
});
