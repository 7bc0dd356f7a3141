/**
 * The rules want to know how the host was a moment ago: how fast something fills takes two looks. On a page the stack before is of no use for that: it may be a tenth of a
 * second old, or an hour on a host where nothing happened. What counts is the stack that was the host's fifteen seconds
 * ago, whenever it had come. The collector reads how full things are every ten seconds, so that in between there was a
 * look.
 */

import type { Stack } from '../stack/stack.ts';
import type { Earlier } from './survey.ts';

export const LOOK_BACK_MS = 15_000;

/** Stacks that come closer to each other than this are kept as one, so that few are kept. */
const APART_MS = 2000;

/** The host gives a sign of life every two seconds: what was before a silence like this says nothing of the time since. */
const SILENCE_MS = 10_000;

/** All times by the page's clock, ms since 1970. `atMs`: since when it was the host's. */
export type SeenStack = { readonly stack: Stack; readonly atMs: number };

/** The stacks of one host, oldest first; the last is how it is now. */
export type SeenStacks = { readonly stacks: readonly SeenStack[]; readonly signAtMs: number | null };

/** What the page has of a host: its stack, when the host last gave a sign of life, and until when the stack is known to be so. */
export type Seen = {
  readonly stack: Stack;
  readonly signAtMs: number | null;
  readonly lookAtMs: number | null;
};

export const NOTHING_SEEN: SeenStacks = { stacks: [], signAtMs: null };

/** With what the page has now, and without what `earlierStack` will not ask for any more. */
export function withSeen(
  before: SeenStacks,
  { stack, signAtMs }: Pick<Seen, 'stack' | 'signAtMs'>,
  nowMs: number,
): SeenStacks {
  // After a silence the stack is first the one from before it: it counts from the next sign on, unless another came.
  if (signAtMs !== null && before.signAtMs !== null && signAtMs - before.signAtMs > SILENCE_MS)
    return { stacks: [], signAtMs };
  const { stacks } = before;
  if (stacks.at(-1)?.stack === stack) return { stacks, signAtMs };
  const kept = stacks.filter((_, i) => isWorthKeeping(stacks, i, nowMs));
  return { stacks: [...kept, { stack, atMs: nowMs }], signAtMs };
}

function isWorthKeeping(stacks: readonly SeenStack[], i: number, nowMs: number): boolean {
  const atMs = stacks[i]?.atMs ?? 0;
  const untilMs = stacks[i + 1]?.atMs ?? nowMs;
  if (untilMs <= nowMs - LOOK_BACK_MS) return false;
  const beforeMs = stacks[i - 1]?.atMs;
  const isPassing = untilMs - atMs < APART_MS && beforeMs !== undefined && atMs - beforeMs < APART_MS;
  return !isPassing || i < stacks.length - 1;
}

/**
 * How the host was fifteen seconds ago, or at the earliest that is known; null when there is but the one look. A stack
 * that has stood for so long is its own earlier one: what is suspended in it was so then.
 */
export function earlierStack({ stacks }: SeenStacks, nowMs: number): Earlier | null {
  const then = stacks.findLast(({ atMs }) => atMs <= nowMs - LOOK_BACK_MS);
  if (then) return { stack: then.stack, secondsAgo: LOOK_BACK_MS / 1000 };
  const [oldest] = stacks;
  if (!oldest || stacks.length === 1) return null;
  return { stack: oldest.stack, secondsAgo: (nowMs - oldest.atMs) / 1000 };
}
