/** What a collector's stream tells of a host's health, apart from its stacks. Times are ms since 1970, our clock. */
export type LifeSigns = {
  readonly startedAt: number;
  readonly lastSignAtMs: number | null;
  /** When the host was last seen to be as the last capture has it. */
  readonly lastLookAtMs: number | null;
  /** The section that the core capture is at, and since when it has been under way. */
  readonly busyAt: string;
  readonly busySince: number | null;
};

export type Patience = {
  /** Without a byte for so long, a host counts as silent. */
  readonly silenceMs: number;
  /** A core capture that takes longer than this, and than three times the last one, counts as stuck. */
  readonly stuckMs: number;
};

export function newLife(nowMs: number): LifeSigns {
  return { startedAt: nowMs, lastSignAtMs: null, lastLookAtMs: null, busyAt: '', busySince: null };
}

/** After a tick that says what the collector is busy with; `busy` is empty when it is not. */
export function lifeAfterTick(life: LifeSigns, busy: string, nowMs: number): LifeSigns {
  if (busy !== '') return { ...life, busyAt: busy, busySince: life.busySince ?? nowMs };
  return { ...life, busyAt: '', busySince: null, lastLookAtMs: nowMs };
}

/** Why what is shown is old although the collector runs; null if it is not. */
export function whyStale(
  life: LifeSigns,
  lastCaptureMs: number,
  patience: Patience & { readonly nowMs: number },
) {
  const { nowMs, silenceMs, stuckMs } = patience;
  const silentForMs = nowMs - Math.max(life.startedAt, life.lastSignAtMs ?? 0);
  if (silentForMs > silenceMs) return `no sign of life for ${Math.round(silentForMs / 1000)} s`;
  const busyForMs = life.busySince === null ? 0 : nowMs - life.busySince;
  if (busyForMs <= Math.max(stuckMs, 3 * lastCaptureMs)) return null;
  return `the host has not answered for ${Math.round(busyForMs / 1000)} s, asked for ${life.busyAt}`;
}
