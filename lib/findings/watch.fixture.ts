import type { Stack } from '../stack/stack.ts';
import { toTheEnd } from '../steps.ts';
import { earlierStack, NOTHING_SEEN, withSeen } from './earlier-stack.ts';
import type { Finding } from './finding.ts';
import { followInSteps } from './findings.ts';
import { afterSilence, type Sightings } from './sightings.ts';

export type WatchFixture = {
  /** What is told of a host that is now so; in the order of time. */
  readonly look: (stack: Stack, nowMs: number, lookAtMs?: number) => readonly Finding[];
};

/** Looks at one host again and again, as a page does. */
export function createWatchFixture(): WatchFixture {
  let seen = NOTHING_SEEN;
  let sightings: Sightings | null = null;
  return {
    look(stack, nowMs, lookAtMs = nowMs) {
      sightings = afterSilence(sightings, seen.signAtMs, nowMs);
      seen = withSeen(seen, { stack, signAtMs: nowMs }, nowMs);
      const look = { earlier: earlierStack(seen, lookAtMs), sightings, nowMs, lookAtMs };
      const result = toTheEnd(followInSteps(stack, look));
      sightings = result.sightings;
      return result.findings;
    },
  };
}
