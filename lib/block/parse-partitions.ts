import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import type { DevNo } from './dev-no.ts';

export type PartitionsRow = {
  readonly devNo: DevNo;
  /** As in /sys/class/block, where a `/` of the kernel's name is a `!`. */
  readonly kname: string;
  readonly sizeBytes: number;
  readonly line: number;
};

const ROW = /^ *(\d{1,10}) +(\d{1,10}) +(\d{1,15}) +(\S+) *$/;

/** Reads /proc/partitions (kernel: block/genhd.c `show_partition`): every block device with a size, in blocks of 1 KiB. */
export function parsePartitions(text: string, section = 'proc-partitions'): Parsed<readonly PartitionsRow[]> {
  const value: PartitionsRow[] = [];
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const match = ROW.exec(content);
    if (match) {
      const [, major, minor, blocks, name = ''] = match;
      const kname = name.replaceAll('/', '!');
      value.push({
        devNo: `${Number(major)}:${Number(minor)}`,
        kname,
        sizeBytes: Number(blocks) * 1024,
        line,
      });
    } else if (content.trim() !== '' && !/^major minor +#blocks +name *$/.test(content)) {
      problems.push({ section, line, message: 'Not a line of /proc/partitions', text: content });
    }
  });
  return { value, problems };
}
