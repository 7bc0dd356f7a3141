import type { Parsed, Problem } from '../problem.ts';
import { decodeOctalEscapes } from '../text/escapes.ts';
import { forEachLine } from '../text/lines.ts';

export type Swap = {
  /** Device or file, escapes decoded, without the kernel's ` (deleted)`. */
  readonly path: string;
  readonly isFile: boolean;
  readonly isDeleted: boolean;
  readonly sizeBytes: number;
  readonly usedBytes: number;
  readonly priority: number;
  readonly line: number;
};

const ROW = /^(\S+)\s+(partition|file)\s+(\d{1,15})\s+(\d{1,15})\s+(-?\d{1,6})\s*$/;
const DELETED = ' (deleted)';

/** Reads /proc/swaps (kernel: mm/swapfile.c `swap_show`); its sizes are in KiB, blanks in a path are `\040`. */
export function parseSwaps(text: string, section = 'proc-swaps'): Parsed<readonly Swap[]> {
  const value: Swap[] = [];
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const match = ROW.exec(content);
    if (match) {
      const [, name = '', type, size, used, priority] = match;
      const path = decodeOctalEscapes(name);
      const isDeleted = path.endsWith(DELETED);
      value.push({
        path: isDeleted ? path.slice(0, -DELETED.length) : path,
        isFile: type === 'file',
        isDeleted,
        sizeBytes: Number(size) * 1024,
        usedBytes: Number(used) * 1024,
        priority: Number(priority),
        line,
      });
    } else if (!content.startsWith('Filename') && content.trim() !== '') {
      problems.push({ section, line, message: 'Not a line of /proc/swaps', text: content });
    }
  });
  return { value, problems };
}
