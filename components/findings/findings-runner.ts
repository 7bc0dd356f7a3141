/**
 * Runs the rules over a host's stack beside all else that a page does: in slices, with the page going on in between.
 * A run is not given up for a stack that comes meanwhile – a host that changes faster than its rules can be run would
 * never be told anything – but the newest is next, and those between are left out.
 */

import {
  earlierStack,
  LOOK_BACK_MS,
  NOTHING_SEEN,
  type Seen,
  withSeen,
} from '../../lib/findings/earlier-stack.ts';
import type { Finding } from '../../lib/findings/finding.ts';
import { followInSteps, type Look, type LookResult } from '../../lib/findings/findings.ts';
import { notChecked } from '../../lib/findings/not-checked.ts';
import { afterSilence, type Sightings } from '../../lib/findings/sightings.ts';
import type { Stack } from '../../lib/stack/stack.ts';
import type { Steps } from '../../lib/steps.ts';
import { inSlices } from '../in-slices.ts';

export type Found = {
  readonly hostId: string;
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** What was not checked, in words. */
  readonly notChecked: readonly string[];
};

export type FindingsRunner = {
  /** What the page has of a host now; of another host all starts anew. */
  readonly see: (hostId: string, seen: Seen) => void;
  /** Gives up what is under way, and forgets what it saw. */
  readonly stop: () => void;
};

/** What is held back waits for a look at the host to end, and that may take its time. */
const NEXT_AT_LEAST_MS = 1000;

export function createFindingsRunner(onFound: (found: Found) => void): FindingsRunner {
  let hostId = '';
  let current: Stack | null = null;
  let seen = NOTHING_SEEN;
  let lookAtMs: number | null = null;
  let sightings: Sightings | null = null;
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
    lookAtMs = null;
    sightings = null;
  }

  async function run(): Promise<void> {
    running = new AbortController();
    const { signal } = running;
    while (isWanted && current !== null) {
      isWanted = false;
      clearTimeout(again);
      const stack: Stack = current;
      const nowMs = Date.now();
      const asOfMs = lookAtMs ?? nowMs;
      const look = { earlier: earlierStack(seen, asOfMs), sightings, nowMs, lookAtMs: asOfMs };
      const found = await inSlices(foundInSteps(hostId, stack, look), signal);
      if (found === null) return;
      sightings = found.sightings;
      onFound(found);
      // What is new now is not new any more when it has stood for a while, and nothing else would tell.
      const isCompared = look.earlier !== null && look.earlier.stack !== stack;
      const heldMs = Math.max(NEXT_AT_LEAST_MS, (found.nextInSeconds ?? Infinity) * 1000);
      const nextMs = Math.min(isCompared ? LOOK_BACK_MS : Infinity, heldMs);
      if (nextMs < Infinity) again = setTimeout(want, nextMs);
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
      sightings = afterSilence(sightings, seen.signAtMs, now.signAtMs);
      seen = withSeen(seen, now, Date.now());
      lookAtMs = now.lookAtMs;
      if (now.stack === current) return;
      current = now.stack;
      want();
    },
  };
}

function* foundInSteps(hostId: string, stack: Stack, look: Look): Steps<Found & LookResult> {
  const result = yield* followInSteps(stack, look);
  yield;
  return { ...result, hostId, notChecked: notChecked(stack) };
}
