import type { Severity } from './finding.ts';
import { FULL_SOON_SECONDS } from './thresholds.ts';

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

/** Null while there is nothing to say. */
export function fillSeverity(
  { used, total, secondsToFull }: Fill,
  levels: { readonly warning: number; readonly critical: number },
): Severity | null {
  const share = total > 0 ? used / total : 0;
  if (share >= levels.critical) return 'critical';
  const isSoon = secondsToFull !== null && secondsToFull < FULL_SOON_SECONDS;
  return share >= levels.warning || isSoon ? 'warning' : null;
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
