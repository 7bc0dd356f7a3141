import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';

/** Edges between devices that sysfs shows, by kernel name. */
export type SysfsLink =
  | { readonly kind: 'slave'; readonly holder: string; readonly base: string; readonly line: number }
  | { readonly kind: 'partition'; readonly holder: string; readonly base: string; readonly line: number }
  /** A mapped device that has its place in sysfs, which since Linux 5.15 it gets with its first table. */
  | { readonly kind: 'mapped'; readonly kname: string; readonly line: number };

/**
 * Reads the section `sysfs-links`, paths below /sys/class/block: `md0/slaves/dm-3` (md0 stands on dm-3), `sda/holders/md0`
 * (the same seen from below), `sda/sda1` (a partition, which stands on its disk), `dm-3` alone (that there is one).
 */
export function parseSysfsLinks(text: string, section = 'sysfs-links'): Parsed<readonly SysfsLink[]> {
  const value: SysfsLink[] = [];
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const link = linkOf(content.split('/'), line);
    if (link) value.push(link);
    else if (content !== '')
      problems.push({ section, line, message: 'Not a link between devices', text: content });
  });
  return { value, problems };
}

function linkOf(parts: readonly string[], line: number): SysfsLink | null {
  const [device, middle, last] = parts;
  if (device && parts.length === 1)
    return /^dm-\d+$/.test(device) ? { kind: 'mapped', kname: device, line } : null;
  if (!device || !middle || parts.length > 3) return null;
  if (parts.length === 2) return { kind: 'partition', holder: middle, base: device, line };
  if (!last) return null;
  if (middle === 'slaves') return { kind: 'slave', holder: device, base: last, line };
  if (middle === 'holders') return { kind: 'slave', holder: last, base: device, line };
  return null;
}
