/** A host that can be shown: the server's, or a recording of this browser. */
export type AnyHost = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'live' | 'recording' | 'local';
  /** Of a recording of this browser, seconds since 1970, 0 where nothing tells; null for a host of the server. */
  readonly timeSeconds: number | null;
  /** What a recording of this browser was opened from; empty for pasted text and for hosts of the server. */
  readonly fileName: string;
};

/**
 * What to compare the shown host with, to begin with: another one of its name if there is, and the later one of the two as
 * `host`. A live host is as late as can be. Null when there is no other.
 */
export function pairToCompare(
  hosts: readonly AnyHost[],
  shownId: string | null,
): { readonly host: string; readonly compare: string } | null {
  const shown = hosts.find(({ id }) => id === shownId) ?? hosts[0];
  const others = hosts.filter((host) => host !== shown);
  const other = others.find(({ name }) => name === shown?.name) ?? others[0];
  if (!shown || !other) return null;
  const [host, compare] = lateness(other) > lateness(shown) ? [other, shown] : [shown, other];
  return { host: host.id, compare: compare.id };
}

function lateness({ kind, timeSeconds }: AnyHost): number {
  return kind === 'live' ? Number.POSITIVE_INFINITY : (timeSeconds ?? 0);
}
