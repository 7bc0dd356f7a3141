/** Work that a page does beside all else, in slices: it draws and takes keys in between. */
import type { Steps } from '../lib/steps.ts';

/** A tenth of a second is a delay that one notices; the slowest step, with code that was never run, takes about 30 ms. */
const SLICE_MS = 8;

/** `background`: after all else. `user-visible`: somebody waits for it, as for anything that is not a key or a click. */
export type Urgency = 'background' | 'user-visible';

/** Null when it was given up. */
export async function inSlices<T>(
  steps: Steps<T>,
  signal: AbortSignal,
  urgency: Urgency = 'background',
): Promise<T | null> {
  for (;;) {
    await pause(urgency);
    if (signal.aborted) return null;
    const untilMs = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < untilMs);
  }
}

type Scheduler = {
  readonly postTask: (task: () => void, options: { readonly priority: Urgency }) => Promise<void>;
};

/** Lets the page draw and take keys first. Timers do so everywhere, but wait longer, and in a hidden tab for a second. */
function pause(priority: Urgency): Promise<void> {
  const { scheduler } = globalThis as { readonly scheduler?: Scheduler };
  if (scheduler) return scheduler.postTask(() => undefined, { priority });
  return new Promise((resolve) => setTimeout(resolve));
}
