import type { Patience } from './finding.ts';
import { FIRST_LOOK_SECONDS, SILENCE_SECONDS } from './thresholds.ts';

/**
 * Since when each finding has been there, in looks at one host that came one after the other without a gap: what a command
 * leaves for a moment is gone at one of them, and begins anew when it comes again. What the first look already had is not
 * new. That look comes in parts, and ends when all can be judged: until then, what shows up was only not known before.
 */
export type Sightings = {
  readonly startedMs: number;
  readonly isFirstLook: boolean;
  readonly byId: ReadonlyMap<string, Sighting>;
};

export type Sighting = { readonly sinceMs: number; readonly isNew: boolean };

/** For how long a finding has been there at least, and whether it was not a moment before that. */
export type Lasting = { readonly seconds: number; readonly isNew: boolean };

export type LastingOf = (claim: { readonly id: string; readonly patience: Patience }) => Lasting;

/** A single look knows of no before. */
export const ONE_LOOK: LastingOf = () => ({ seconds: 0, isNew: false });

/** None after a silence of the host, between these two signs of life: the next look is a first one again. */
export function afterSilence(
  sightings: Sightings | null,
  lastSignMs: number | null,
  signMs: number | null,
): Sightings | null {
  const silentMs = lastSignMs === null || signMs === null ? 0 : signMs - lastSignMs;
  return silentMs > SILENCE_SECONDS * 1000 ? null : sightings;
}

/** With the ids of this look. `isWhole`: all that there is to know of the host is known. */
export function withSightings(
  before: Sightings | null,
  ids: Iterable<string>,
  look: { readonly nowMs: number; readonly isWhole: boolean },
): Sightings {
  const { nowMs, isWhole } = look;
  const startedMs = before?.startedMs ?? nowMs;
  const isFirst = before === null || before.isFirstLook;
  const byId = new Map<string, Sighting>();
  for (const id of ids) byId.set(id, before?.byId.get(id) ?? { sinceMs: nowMs, isNew: !isFirst });
  const isFirstLook = isFirst && !isWhole && nowMs - startedMs < FIRST_LOOK_SECONDS * 1000;
  return { startedMs, isFirstLook, byId };
}

export function lastingIn({ byId }: Sightings, lookAtMs: number): LastingOf {
  return ({ id }) => {
    const sighting = byId.get(id);
    // A clock that was set back makes nothing older than it is, nor younger than just seen.
    const seconds = Math.max(0, (lookAtMs - (sighting?.sinceMs ?? lookAtMs)) / 1000);
    return { seconds, isNew: sighting?.isNew ?? true };
  };
}
