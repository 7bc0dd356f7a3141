import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';

/** Drivers of block devices by major number: `254` → `device-mapper`. */
export type BlockMajors = ReadonlyMap<number, string>;

/** Reads the block half of /proc/devices (kernel: block/genhd.c). Device-mapper's major differs from host to host. */
export function parseProcDevices(text: string, section = 'proc-devices'): Parsed<BlockMajors> {
  const value = new Map<number, string>();
  const problems: Problem[] = [];
  let half: 'block' | 'character' | null = null;
  forEachLine(text, (content, line) => {
    if (content === 'Block devices:') half = 'block';
    else if (content === 'Character devices:') half = 'character';
    else if (content.trim() !== '') {
      const match = /^ *(\d{1,10}) (.+)$/.exec(content);
      if (!match || half === null) {
        problems.push({ section, line, message: 'Not a line of /proc/devices', text: content });
      } else if (half === 'block') value.set(Number(match[1]), match[2] ?? '');
    }
  });
  return { value, problems };
}

/** Usually one; empty when device-mapper is not loaded. */
export function deviceMapperMajors(majors: BlockMajors): readonly number[] {
  return [...majors].filter(([, driver]) => driver === 'device-mapper').map(([major]) => major);
}
