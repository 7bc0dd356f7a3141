/**
 * A watcher looks at one host for all viewers: it keeps the latest capture and the numbered stacks made from it, and
 * knows how fresh they are. There is one per host, and never a second collector beside a living one: on a sick host
 * each would get stuck in its own way. A collector that ended is started again; one that is silent is waited for.
 */
import type { Capture } from '../lib/capture/capture.ts';
import { createStreamReader, type StreamEvent } from '../lib/capture/stream-reader.ts';
import type { Problem } from '../lib/problem.ts';
import type { Freshness } from '../lib/stack/followed-stack.ts';
import type { Stack } from '../lib/stack/stack.ts';
import type { StartCollector } from './collector-process.ts';
import { lifeAfterTick, newLife, type Patience, whyStale } from './life-signs.ts';
import { type RestartTiming, startRestarting } from './restarting-collector.ts';
import { createRevisions, type Revisions } from './revisions.ts';

export type Watcher = {
  readonly revisions: Pick<Revisions, 'position' | 'stack' | 'since'>;
  readonly capture: () => Capture | null;
  /** As of now: an age in `reason` grows from call to call. */
  readonly freshness: () => Freshness;
  /** Called when there is a new revision, when the state of freshness changed, and when the watcher stopped. */
  readonly onChange: (listener: () => void) => () => void;
  readonly isStopped: () => boolean;
  readonly stop: () => Promise<void>;
};

export type WatcherOptions = {
  readonly start: StartCollector;
  /** `problems`: what the stream itself had wrong. */
  readonly build: (capture: Capture, problems: readonly Problem[]) => Stack;
  readonly timing?: Partial<WatcherTiming>;
};

/** `extrasMs`: extra sections come in bursts, and are waited for so long before the stack is built again. */
export type WatcherTiming = Patience & RestartTiming & { readonly extrasMs: number };

const TIMING: WatcherTiming = {
  silenceMs: 10_000,
  stuckMs: 15_000,
  firstRestartMs: 1000,
  lastRestartMs: 30_000,
  extrasMs: 150,
};
const PROBLEMS_KEPT = 100;

export function createWatcher({ start, build, timing: given }: WatcherOptions): Watcher {
  const timing = { ...TIMING, ...given };
  const revisions = createRevisions();
  const listeners = new Set<() => void>();
  let reader = createStreamReader();
  let capture: Capture | null = null;
  let life = newLife(Date.now());
  let endReason: string | null = null;
  let failure: string | null = null;
  let toldState = '';
  let isStopped = false;
  let extrasTimer: ReturnType<typeof setTimeout> | undefined;
  /** What the stream itself had wrong: in what the stack was built from, and since then. */
  let problems: readonly Problem[] = [];
  let newProblems: readonly Problem[] = [];

  function freshness(): Freshness {
    const patience = { ...timing, nowMs: Date.now() };
    const reason = endReason ?? failure ?? whyStale(life, capture?.durationMs ?? 0, patience);
    const state = reason !== null ? 'stale' : revisions.stack() === null ? 'starting' : 'live';
    const { lastSignAtMs, lastLookAtMs } = life;
    return { state, reason, lastSignAtMs, lastLookAtMs };
  }

  function tell(isNews: boolean): void {
    const state = `${freshness().state} ${endReason} ${failure}`;
    if (!isNews && state === toldState) return;
    toldState = state;
    for (const listener of [...listeners]) listener();
  }

  function publish(): void {
    clearTimeout(extrasTimer);
    extrasTimer = undefined;
    if (capture === null || isStopped) return;
    try {
      tell(revisions.publish(build(capture, problems)));
      failure = null;
    } catch (error) {
      // A mistake of ours: what is shown is old, and says so, but the page stays up.
      failure = `dmscope failed to read the capture: ${error}`;
      console.error(failure, error);
      tell(false);
    }
  }

  function take(event: StreamEvent): void {
    if (event.kind === 'tick') life = lifeAfterTick(life, event.busy, Date.now());
    else if (event.kind === 'problem') newProblems = [...newProblems, event.problem].slice(-PROBLEMS_KEPT);
    else {
      capture = event.capture;
      const isCore = event.kind === 'core';
      problems = (isCore ? newProblems : [...problems, ...newProblems]).slice(-PROBLEMS_KEPT);
      newProblems = [];
      if (!isCore) return;
      life = lifeAfterTick(life, '', Date.now());
      endReason = null;
    }
  }

  const collector = startRestarting(
    start,
    {
      onStart: () => {
        reader = createStreamReader();
        const { lastSignAtMs, lastLookAtMs } = life;
        life = { ...newLife(Date.now()), lastSignAtMs, lastLookAtMs };
      },
      onBytes: (chunk) => {
        life = { ...life, lastSignAtMs: Date.now() };
        const events = reader.push(chunk);
        events.forEach(take);
        if (events.some((event) => event.kind === 'core')) publish();
        else if (events.some((event) => event.kind === 'extra')) {
          extrasTimer ??= setTimeout(publish, timing.extrasMs);
        }
      },
      // A capture that was cut short is not shown: half a host is worse than an old one that says so.
      onEnd: (reason) => {
        endReason = reason;
        tell(false);
      },
    },
    timing,
  );
  const clock = setInterval(() => tell(false), 1000);

  return {
    revisions,
    capture: () => capture,
    freshness,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isStopped: () => isStopped,
    async stop() {
      isStopped = true;
      clearInterval(clock);
      clearTimeout(extrasTimer);
      tell(true);
      await collector.stop();
    },
  };
}
