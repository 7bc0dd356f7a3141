import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createStreamReader } from '../capture/stream-reader.ts';
import { buildStack } from '../stack/build-stack.ts';
import type { Stack } from '../stack/stack.ts';
import type { Finding } from './finding.ts';
import { findings } from './findings.ts';
import { createWatchFixture, type WatchFixture } from './watch.fixture.ts';

/**
 * What the collector printed on a slow host while twenty ordinary LVM commands ran on it, one after the other: create,
 * snapshot, merge, thin pool, raid1, mirror, cache, extend, pvmove, deactivate.
 */
const STREAM = readFileSync(new URL('lvm-at-work.stream', import.meta.url));

type Moment = { readonly nowMs: number; readonly stack: Stack; readonly told: readonly Finding[] };

/** Every look, and every sign of life in between, by the host's own clock. */
function replay(watch: WatchFixture): readonly Moment[] {
  const [, time, uptime] = /time=(\d+) uptime=([\d.]+)/.exec(STREAM.toString('latin1')) ?? [];
  const bootedMs = (Number(time) - Number(uptime)) * 1000;
  const moments: Moment[] = [];
  let nowMs = bootedMs;
  let stack: Stack | null = null;
  for (const event of createStreamReader().push(STREAM)) {
    if (event.kind === 'problem') throw new Error(event.problem.message);
    if (event.kind === 'tick') nowMs = Math.max(nowMs, bootedMs + event.uptimeSeconds * 1000);
    else {
      nowMs = Math.max(nowMs, event.capture.timeSeconds * 1000);
      stack = buildStack(event.capture, []);
    }
    if (stack) moments.push({ nowMs, stack, told: watch.look(stack, nowMs) });
  }
  return moments;
}

const isRaised = ({ severity }: Finding) => severity !== 'notice';

describe('beside LVM at work', () => {
  const moments = replay(createWatchFixture());

  test('nothing is raised that does not last, though single looks would have raised it', () => {
    expect(moments.length).toBeGreaterThan(200);
    expect(moments.flatMap(({ told }) => told.filter(isRaised).map(({ title }) => title))).toEqual([]);
    const alone = moments.flatMap(({ stack }) =>
      findings(stack)
        .filter(isRaised)
        .map(({ title }) => title),
    );
    expect(new Set(alone)).toEqual(
      new Set([
        "vg-pool_tdata (thin pool's data) is left without its volume",
        "vg-pool_tmeta (thin pool's metadata) is left without its volume",
        'vg/pvmove0 was cut off: every read and write of it fails',
      ]),
    );
  });

  test('what it is for a moment is a notice that offers nothing', () => {
    const notices = moments.flatMap(({ told }) => told.filter(({ rule }) => rule === 'at-work'));
    expect(new Set(notices.map(({ title }) => title))).toEqual(
      new Set(['vg-pool_tdata and vg-pool_tmeta may be changing', 'vg/pvmove0 may be changing']),
    );
    expect(notices.every(({ intent }) => intent === null)).toBe(true);
  });

  test('what stays so is raised, and within a minute', () => {
    const at = moments.findIndex(({ stack }) =>
      findings(stack).some(({ severity }) => severity === 'critical'),
    );
    const broken = moments[at] as Moment;
    const watch = createWatchFixture();
    for (const { stack, nowMs } of moments.slice(0, at)) watch.look(stack, nowMs);
    const severityAfter = (seconds: number) =>
      watch.look(broken.stack, broken.nowMs + seconds * 1000)[0]?.severity;
    expect([0, 2, 29].map(severityAfter)).toEqual(['notice', 'notice', 'notice']);
    expect(severityAfter(31)).toBe('critical');
  });
});
