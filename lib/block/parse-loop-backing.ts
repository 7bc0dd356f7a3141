import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import { type DevNo, parseDevNo } from './dev-no.ts';

/** What lies where a loop says that its file is. It is that file only where losetup tells the same inode. */
export type LoopBacking = {
  /** The device that it is a node of; null for a file. */
  readonly node: DevNo | null;
  readonly inode: number;
  /** Of the file system that it lies on. */
  readonly fileSystemDevNo: DevNo;
};

const LINE = /^(loop\d{1,7}) ([0-9a-f]{1,8}) ([0-9a-f]{1,8}):([0-9a-f]{1,8}) (\d{1,15}) (\d{1,20})$/;

/** Reads the section `loop-backing`: `loop3 61a4 2b:8 25 9`, as `stat -c '%f %t:%T %d %i'` prints it, by loop. */
export function parseLoopBacking(
  text: string,
  section = 'loop-backing',
): Parsed<ReadonlyMap<string, LoopBacking>> {
  const value = new Map<string, LoopBacking>();
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const [, kname, mode = '', major = '', minor = '', device = '', inode = ''] = LINE.exec(content) ?? [];
    const fileSystemDevNo = devNoOfNumber(Number(device));
    if (kname !== undefined && fileSystemDevNo !== null) {
      const node = parseDevNo(`${Number.parseInt(major, 16)}:${Number.parseInt(minor, 16)}`);
      value.set(kname, { node: isBlockDevice(mode) ? node : null, inode: Number(inode), fileSystemDevNo });
    } else if (content !== '') {
      problems.push({ section, line, message: 'Not the file of a loop device', text: content });
    }
  });
  return { value, problems };
}

/** S_IFBLK (stat(2)). */
function isBlockDevice(mode: string): boolean {
  return (Number.parseInt(mode, 16) & 0xf000) === 0x6000;
}

/** As the C library packs major and minor into `st_dev` (makedev(3)), for majors below 4096. */
function devNoOfNumber(device: number): DevNo | null {
  const major = Math.floor(device / 256) % 4096;
  const minor = (device % 256) + Math.floor(device / 2 ** 20) * 256;
  return parseDevNo(`${major}:${minor}`);
}
