/**
 * Makes guessing slow. Every attempt counts as failed until it has succeeded, so that a hundred at once are no more than
 * one after the other. After a few, each one doubles the time until the next. It counts per key: the name that was tried
 * and the address it came from. What is remembered is bounded, and forgotten after a while.
 */
export type SlowDown = {
  /** How long not to try, in ms; 0: go ahead. */
  readonly waitMs: (key: string) => number;
  /** An attempt begins. */
  readonly attempt: (key: string) => void;
  /** It was wrong: the wait counts from now. */
  readonly failed: (key: string) => void;
  readonly succeeded: (key: string) => void;
};

export type SlowDownOptions = { readonly longestWaitMs: number; readonly now?: () => number };

const FREE_ATTEMPTS = 4;
const FORGOTTEN_AFTER_MS = 3_600_000;
const MOST_KEYS = 5000;

export function createSlowDown({ longestWaitMs, now = Date.now }: SlowDownOptions): SlowDown {
  // The longest untouched come first.
  const failures = new Map<string, { readonly count: number; readonly atMs: number }>();

  function waitMs(key: string): number {
    const { count = 0, atMs = 0 } = failures.get(key) ?? {};
    if (count < FREE_ATTEMPTS || now() - atMs >= FORGOTTEN_AFTER_MS) return 0;
    const pause = Math.min(longestWaitMs, 1000 * 2 ** Math.min(30, count - FREE_ATTEMPTS));
    return Math.max(0, atMs + pause - now());
  }

  function forget(): void {
    for (const [key, { atMs }] of failures) {
      if (failures.size < MOST_KEYS && now() - atMs < FORGOTTEN_AFTER_MS) return;
      failures.delete(key);
    }
  }

  function keep(key: string, count: number): void {
    failures.delete(key);
    failures.set(key, { count, atMs: now() });
  }

  return {
    waitMs,
    attempt(key) {
      forget();
      keep(key, (failures.get(key)?.count ?? 0) + 1);
    },
    failed: (key) => keep(key, failures.get(key)?.count ?? 1),
    succeeded: (key) => void failures.delete(key),
  };
}
