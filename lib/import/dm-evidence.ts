import type { DevNo } from '../block/dev-no.ts';

/** What some text tells of one mapped device; null for what it does not tell. */
export type DmEvidence = {
  readonly name: string;
  readonly devNo: DevNo | null;
  readonly uuid: string | null;
  readonly isSuspended: boolean | null;
  readonly isReadOnly: boolean | null;
  readonly openCount: number | null;
  readonly eventNumber: number | null;
  /** Has a kernel name, which since Linux 5.15 comes with the first table. */
  readonly isInSysfs: boolean | null;
  /** What it stands on, in the order of `dmsetup deps`. */
  readonly bases: readonly DevNo[] | null;
};

export const UNTOLD: Omit<DmEvidence, 'name'> = {
  devNo: null,
  uuid: null,
  isSuspended: null,
  isReadOnly: null,
  openCount: null,
  eventNumber: null,
  isInSysfs: null,
  bases: null,
};

/**
 * Numbers for devices whose text tells none. The kernel gives major 0 to nothing, so no made-up number can be taken for
 * a device that a table names.
 */
export function madeUpNumber(index: number): DevNo {
  return `0:${index}`;
}
