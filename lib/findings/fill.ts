import type { Severity } from './finding.ts';
import { FORECAST_AT_MOST_SECONDS, FULL_SOON_SECONDS, PACE_IS_BELIEVED_TIMES } from './thresholds.ts';

/** How full something is, and when it will be full at the pace between two captures. */
export type Fill = {
  readonly used: number;
  readonly total: number;
  /** Null without an earlier capture, and when nothing was added since. */
  readonly secondsToFull: number | null;
};

/** `before` is how much was used `elapsedSeconds` ago. */
export function fillOf(
  { part, whole }: { readonly part: number; readonly whole: number },
  before: number | null,
  elapsedSeconds: number | null,
): Fill {
  const grown = before === null ? 0 : part - before;
  const isGrowing = grown > 0 && elapsedSeconds !== null && part < whole;
  return {
    used: part,
    total: whole,
    secondsToFull: isGrowing ? Math.round(((whole - part) * elapsedSeconds) / grown) : null,
  };
}

/** Null while there is nothing to say; `soonSeconds`: how near the end of the room must be to be told at any level. */
export function fillSeverity(
  fill: Fill,
  levels: { readonly warning: number; readonly critical: number },
  soonSeconds: number = FULL_SOON_SECONDS,
): Severity | null {
  const { used, total } = fill;
  const share = total > 0 ? used / total : 0;
  if (share >= levels.critical) return 'critical';
  return share >= levels.warning || isFullWithin(fill, soonSeconds) ? 'warning' : null;
}

export function isFullWithin({ secondsToFull }: Fill, seconds: number): boolean {
  return secondsToFull !== null && secondsToFull < seconds;
}

/** The longer a pace has lasted, the further it is believed: as many times as long, up to a day. */
export function believedSeconds(elapsedSeconds: number | null): number {
  const believed = (elapsedSeconds ?? 0) * PACE_IS_BELIEVED_TIMES;
  return Math.min(FORECAST_AT_MOST_SECONDS, Math.max(FULL_SOON_SECONDS, believed));
}

/** `, and at this pace full in 3 h` for what is so soon; else nothing. */
export function forecastInWords(fill: Fill, soonSeconds: number): string {
  if (fill.secondsToFull === null || !isFullWithin(fill, soonSeconds)) return '';
  return `, and at this pace full in ${duration(fill.secondsToFull)}`;
}

/** ` At the pace of the last 5 min it is full in 12 min.`, or nothing. */
export function paceInWords({ secondsToFull }: Fill, elapsedSeconds: number | null): string {
  if (secondsToFull === null || elapsedSeconds === null) return '';
  return ` At the pace of the last ${duration(elapsedSeconds)} it is full in ${duration(secondsToFull)}.`;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
