import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';

/**
 * A semaphore by which a device-mapper command waits until udev is done with its devices. It lives for milliseconds; one
 * that stays was completed by nobody.
 */
export type UdevCookie = {
  /** As `dmsetup udevcookies` shows it and `dmsetup udevcomplete` takes it: `0xd4d6d30`. */
  readonly cookie: string;
  readonly semaphoreId: number;
  readonly userId: number;
  /** When it was made, seconds since 1970 by the host's clock. */
  readonly madeSeconds: number;
  /** When something last waited for it or completed a part; null for never. */
  readonly usedSeconds: number | null;
};

/** Rows of /proc/sysvipc/sem (kernel: ipc/sem.c `sysvipc_sem_proc_show`), of which the collector keeps device-mapper's. */
export function parseUdevCookies(text: string, section = 'udev-cookies'): Parsed<readonly UdevCookie[]> {
  const value: UdevCookie[] = [];
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const [, key, id, user, used, made] =
      /^\s*(\d{1,10})\s+(\d{1,10})\s+\d+\s+\d+\s+(\d{1,10})\s+\d+\s+\d+\s+\d+\s+(\d{1,12})\s+(\d{1,12})\s*$/.exec(
        content,
      ) ?? [];
    if (key !== undefined) {
      value.push({
        cookie: `0x${Number(key).toString(16)}`,
        semaphoreId: Number(id),
        userId: Number(user),
        madeSeconds: Number(made),
        usedSeconds: Number(used) === 0 ? null : Number(used),
      });
    } else if (content !== '') {
      problems.push({ section, line, message: 'Not a line of /proc/sysvipc/sem', text: content });
    }
  });
  return { value, problems };
}
