/** A device number, `major:minor` in decimal. It names a device inside one snapshot only: the kernel gives it anew. */
export type DevNo = `${number}:${number}`;

/** `254:3`, `(254:3)`, `(254, 3)` or `254, 3` to a device number; null for anything else. */
export function parseDevNo(text: string): DevNo | null {
  const match = /^\s*\(?\s*(\d{1,10})\s*[:,]\s*(\d{1,10})\s*\)?\s*$/.exec(text);
  return match ? `${Number(match[1])}:${Number(match[2])}` : null;
}

export function majorOf(devNo: DevNo): number {
  return Number(devNo.slice(0, devNo.indexOf(':')));
}

export function minorOf(devNo: DevNo): number {
  return Number(devNo.slice(devNo.indexOf(':') + 1));
}

/**
 * A number for a device of which none is known, to tell devices apart by. The kernel gives major 0 to no block device, so it cannot
 * be taken for one that a table names; and it is never shown.
 */
export function madeUpNumber(index: number): DevNo {
  return `0:${index}`;
}

export function isMadeUp(devNo: DevNo): boolean {
  return devNo.startsWith('0:');
}

/** For people. */
export function shownDevNo(devNo: DevNo): string {
  return isMadeUp(devNo) ? '?' : devNo;
}
