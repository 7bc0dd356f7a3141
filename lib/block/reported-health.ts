/**
 * How well devices are by what multipath and LVM print for people. Only captures that were put together from outputs have it: a status of
 * device-mapper tells the same more exactly, and where there is one it counts.
 */
export type ReportedHealth = {
  /** Lines that say so, as they were printed. */
  readonly lines: readonly string[];
  readonly paths?: ReportedPaths;
  readonly volume?: ReportedVolume;
};

/** Of a multipath map. `queues`: whether I/O waits where no path works; null where that is not told. */
export type ReportedPaths = {
  readonly total: number;
  readonly working: number;
  readonly queues: boolean | null;
};

/** Of a logical volume. */
export type ReportedVolume = {
  readonly kind: 'thin-pool' | 'snapshot' | 'raid' | 'other';
  /** In LVM's words, `refresh needed`, `out_of_data`; empty where LVM says that nothing is wrong. */
  readonly health?: string;
  readonly isPartial?: boolean;
  readonly dataPercent?: number;
  readonly metadataPercent?: number;
  /** How full a snapshot's space for changes is. */
  readonly snapPercent?: number;
};

/** A physical volume that LVM misses. `uuid` is empty where it was not printed. */
export type MissingPv = { readonly vg: string; readonly uuid: string; readonly line: string };
