/**
 * A moment is a host as it was: one of its captures, kept, and named by the time at which it was kept, in UTC and to the
 * second. To whoever asks about it a moment is a host of its own, `this-host@2026-11-21T15:56:00Z`, so that everything that
 * can be shown of a host can be shown of how it was.
 */
export type Moment = {
  /** `2026-11-21T15:56:00Z` */
  readonly at: string;
  readonly sizeBytes: number;
};

const AT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** The moment at which a time lies, written as a moment is; null for what is no time. */
export function momentAt(time: number | string): string | null {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return null;
  const at = `${date.toISOString().slice(0, 19)}Z`;
  return AT.test(at) ? at : null;
}

export function momentHostId(hostId: string, at: string): string {
  return `${hostId}@${at}`;
}

/** Null for the id of a host as it is now. */
export function splitMomentId(id: string): { readonly hostId: string; readonly at: string } | null {
  const cut = id.lastIndexOf('@');
  const at = id.slice(cut + 1);
  return cut > 0 && AT.test(at) ? { hostId: id.slice(0, cut), at } : null;
}

/** Those that are closest in time, the closest first. */
export function nearestMoments(moments: readonly Moment[], at: string, count: number): readonly Moment[] {
  const distance = (moment: Moment) => Math.abs(Date.parse(moment.at) - Date.parse(at));
  return moments.toSorted((a, b) => distance(a) - distance(b)).slice(0, count);
}
