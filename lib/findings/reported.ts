import type { ReportedVolume } from '../block/reported-health.ts';
import type { Device } from '../stack/stack.ts';

/** What LVM says of a volume; null where a status of device-mapper says it better. */
export function reportedOf({ dm, reportedHealth }: Device): ReportedVolume | null {
  const isExact = (dm?.segments ?? []).some(({ status }) => status !== null);
  return isExact ? null : (reportedHealth?.volume ?? null);
}
