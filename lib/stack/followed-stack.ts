/**
 * A viewer follows a host's stack: it gets the whole stack once, then patches with rising revisions, and in between
 * how fresh all of it is. The messages are what the server sends; the followed stack is what a viewer makes of them.
 * A revision counts within one run of the server's watcher: after a restart the whole stack comes again, and what
 * differs from the one before counts as changed.
 */
import type { DevNo } from '../block/dev-no.ts';
import { applyPatch, diffStacks, type StackPatch } from './patch.ts';
import type { Device, Stack } from './stack.ts';

/**
 * `starting`: nothing has arrived yet. `live`: the host gave a sign of life lately. `stale`: it did not, `reason` says
 * why. `recording`: a stored capture, `reason` says why it is shown instead of the host.
 */
export type FreshnessState = 'starting' | 'live' | 'stale' | 'recording';

export type Freshness = {
  readonly state: FreshnessState;
  readonly reason: string | null;
  /** When the host last gave a sign of life (for a recording: when it was made), ms since 1970; null for never. */
  readonly lastSignAtMs: number | null;
  /** When a look at the host last ended, ms since 1970; null for never, and for a recording. */
  readonly lastLookAtMs: number | null;
};

export type WatchMessage =
  | { readonly kind: 'stack'; readonly revision: number; readonly stack: Stack }
  | { readonly kind: 'patch'; readonly revision: number; readonly patch: StackPatch }
  /** `nowMs` is the server's clock, so that a viewer can tell ages when its own clock is off. */
  | { readonly kind: 'freshness'; readonly freshness: Freshness; readonly nowMs: number };

export type RemovedDevice = { readonly device: Device; readonly atMs: number };

export type FollowedStack = {
  readonly stack: Stack | null;
  readonly revision: number | null;
  /** Times by the viewer's clock. */
  readonly freshness: Freshness;
  /** When a device was added or last changed, ms since 1970; not for those that were there from the beginning. */
  readonly changedAt: ReadonlyMap<DevNo, number>;
  /** What went away lately, newest first. */
  readonly removed: readonly RemovedDevice[];
  /** A patch did not fit: the viewer must ask for the whole stack. */
  readonly isOutOfStep: boolean;
};

export const NOTHING_FOLLOWED: FollowedStack = {
  stack: null,
  revision: null,
  freshness: { state: 'starting', reason: null, lastSignAtMs: null, lastLookAtMs: null },
  changedAt: new Map(),
  removed: [],
  isOutOfStep: false,
};

const REMOVED_KEPT = 100;

/** The next state. `nowMs` is the viewer's clock, ms since 1970. */
export function followStack(state: FollowedStack, message: WatchMessage, nowMs: number): FollowedStack {
  switch (message.kind) {
    case 'freshness':
      return { ...state, freshness: byViewersClock(message.freshness, nowMs - message.nowMs) };
    case 'stack': {
      const { stack, revision } = message;
      if (state.stack === null) return { ...state, stack, revision, isOutOfStep: false };
      return followPatch({ ...state, revision, isOutOfStep: false }, diffStacks(state.stack, stack), nowMs);
    }
    case 'patch': {
      const { revision, patch } = message;
      if (state.stack === null || state.revision === null) return { ...state, isOutOfStep: true };
      if (revision <= state.revision) return state;
      if (revision > state.revision + 1) return { ...state, isOutOfStep: true };
      return followPatch({ ...state, revision }, patch, nowMs);
    }
    default:
      return message satisfies never;
  }
}

function followPatch(state: FollowedStack, patch: StackPatch, nowMs: number): FollowedStack {
  if (state.stack === null) return state;
  const gone = new Set(patch.removed);
  const changedAt = new Map(state.changedAt);
  for (const devNo of gone) changedAt.delete(devNo);
  for (const { device } of patch.added) changedAt.set(device.devNo, nowMs);
  for (const device of patch.changed) changedAt.set(device.devNo, nowMs);
  const removed = state.stack.devices
    .filter((device) => gone.has(device.devNo))
    .map((device) => ({ device, atMs: nowMs }));
  return {
    ...state,
    stack: applyPatch(state.stack, patch),
    changedAt,
    removed: [...removed, ...state.removed].slice(0, REMOVED_KEPT),
  };
}

function byViewersClock(freshness: Freshness, aheadMs: number): Freshness {
  if (freshness.state === 'recording') return freshness;
  const here = (atMs: number | null) => (atMs === null ? null : atMs + aheadMs);
  const { lastSignAtMs, lastLookAtMs } = freshness;
  return { ...freshness, lastSignAtMs: here(lastSignAtMs), lastLookAtMs: here(lastLookAtMs) };
}
