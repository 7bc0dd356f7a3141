import { decodeShellEscapes } from '../text/escapes.ts';

/** One open file of a process, as `ls -l /proc/PID/fd` shows it. */
export type OpenFile = {
  readonly fd: number;
  /** A path, or what the kernel says instead, such as `socket:[277]`; without its ` (deleted)`. */
  readonly path: string;
  readonly isDeleted: boolean;
  readonly line: number;
};

const ARROW = ' -> ';
const DELETED = ' (deleted)';

/**
 * `lrwx------ 1 root root 64 Nov 21 02:00 12 -> /srv/a b.qcow2 (deleted)`; null for anything else. Of a path that holds a
 * newline only what stands before it is here, unless `ls -b` was asked to escape it.
 */
export function parseFdLine(content: string, line: number, isEscaped = false): OpenFile | null {
  const arrow = content.indexOf(ARROW);
  if (!content.startsWith('l') || arrow < 0) return null;
  const number = content.slice(content.lastIndexOf(' ', arrow - 1) + 1, arrow);
  if (!/^\d{1,10}$/.test(number)) return null;
  const shown = content.slice(arrow + ARROW.length);
  const target = isEscaped ? decodeShellEscapes(shown) : shown;
  const isDeleted = target.endsWith(DELETED);
  return { fd: Number(number), path: isDeleted ? target.slice(0, -DELETED.length) : target, isDeleted, line };
}
