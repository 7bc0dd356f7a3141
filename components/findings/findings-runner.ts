/**
 * Runs the rules over a host's stack beside all else that a page does: in slices, with the page going on in between.
 * A run is not given up for a stack that comes meanwhile – a host that changes faster than its rules can be run would
 * never be told anything – but the newest is next, and those between are left out.
 */
import type { Finding } from '../../lib/findings/finding.ts';
import { findingsInSteps } from '../../lib/findings/findings.ts';
import type { Earlier } from '../../lib/findings/survey.ts';
import { unjudged } from '../../lib/findings/unjudged.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import type { Steps } from '../../lib/steps.ts';
import { inSlices } from '../in-slices.ts';
import { earlierStack, LOOK_BACK_MS, NOTHING_SEEN, type Seen, withSeen } from './earlier-stack.ts';

export type Found = {
  readonly hostId: string;
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** What could not be judged, in words. */
  readonly unjudged: readonly string[];
};

export type FindingsRunner = {
  /** What the page has of a host now; of another host all starts anew. */
  readonly see: (hostId: string, seen: Seen) => void;
  /** Gives up what is under way, and forgets what it saw. */
  readonly stop: () => void;
};

export function createFindingsRunner(onFound: (found: Found) => void): FindingsRunner {
  let hostId = '';
  let current: Stack | null = null;
  let seen = NOTHING_SEEN;
  let isWanted = false;
  let running: AbortController | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    running?.abort();
    clearTimeout(again);
    running = null;
    isWanted = false;
    current = null;
    seen = NOTHING_SEEN;
  }

  async function run(): Promise<void> {
    running = new AbortController();
    const { signal } = running;
    while (isWanted && current !== null) {
      isWanted = false;
      clearTimeout(again);
      const stack: Stack = current;
      const earlier = earlierStack(seen, Date.now());
      const found = await inSlices(foundInSteps(hostId, stack, earlier), signal);
      if (found === null) return;
      onFound(found);
      // What is new now is not new any more when it has stood for a while, and nothing else would tell.
      if (earlier !== null && earlier.stack !== stack) again = setTimeout(want, LOOK_BACK_MS);
    }
    running = null;
  }

  function want(): void {
    isWanted = true;
    if (running === null) void run();
  }

  return {
    stop,
    see(id, now) {
      if (id !== hostId) stop();
      hostId = id;
      seen = withSeen(seen, now, Date.now());
      if (now.stack === current) return;
      current = now.stack;
      want();
    },
  };
}

function* foundInSteps(hostId: string, stack: Stack, earlier: Earlier | null): Steps<Found> {
  const findings = yield* findingsInSteps(stack, earlier);
  yield;
  return { hostId, findings, unjudged: unjudged(stack) };
}
