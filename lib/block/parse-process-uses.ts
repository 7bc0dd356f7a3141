import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';
import { type DevNo, parseDevNo } from './dev-no.ts';
import { parseFdLine } from './parse-fd-line.ts';

/**
 * How a process uses a block device, by the device's number: a path is text of the mount namespace that it was made in, and says
 * nothing in another. `path` is how older captures tell it, and is only taken for what it says where there is nothing better.
 */
export type ProcessUse = { readonly pid: number; readonly line: number } & (
  | { readonly kind: 'descriptor'; readonly devNo: DevNo; readonly fd: number }
  | { readonly kind: 'mapping'; readonly devNo: DevNo }
  /** A file, directory or program on a file system of the device that is mounted nowhere any more. */
  | { readonly kind: 'detached-file'; readonly devNo: DevNo }
  /** A file that root registered with io_uring; only its name is known. */
  | { readonly kind: 'io-uring'; readonly fileName: string }
  /** Descriptors on their way to a process of root's in a socket: of what, nothing tells. */
  | { readonly kind: 'in-flight'; readonly count: number }
  | { readonly kind: 'path'; readonly fd: number; readonly path: string; readonly isDeleted: boolean }
);

/**
 * Reads the sections `open-files` and `mapped-files`: `scope all`, then `412 fd 7 254:3 0100002`, `412 map 254:3`,
 * `412 on 43:0`, `412 uring nbd0`, `412 scm 1`. Older ones have `/proc/412/fd:` and lines of `ls -l`.
 */
export function parseProcessUses(text: string, section = 'open-files'): Parsed<readonly ProcessUse[]> {
  const value: ProcessUse[] = [];
  const problems: Problem[] = [];
  let pid: number | null = null;
  forEachLine(text, (content, line) => {
    const header = /^\/proc\/(\d{1,10})\/fd:$/.exec(content)?.[1];
    const file = pid === null ? null : parseFdLine(content, line);
    const use = useOf(content, line);
    if (header) pid = Number(header);
    else if (use) value.push(use);
    else if (file && pid !== null) value.push({ kind: 'path', pid, ...file });
    else if (content !== '' && !/^(total \d+|scope (all|own))$/.test(content))
      problems.push({ section, line, message: 'Not a use of a device by a process', text: content });
  });
  return { value, problems };
}

function useOf(content: string, line: number): ProcessUse | null {
  const [, pidText, word, rest = ''] = /^(\d{1,10}) (fd|map|on|uring|scm) (.+)$/.exec(content) ?? [];
  const pid = Number(pidText);
  switch (word) {
    case 'fd': {
      const [, fd, number = ''] = /^(\d{1,10}) (\d+:\d+)( [0-7]*)?$/.exec(rest) ?? [];
      const devNo = parseDevNo(number);
      return devNo === null ? null : { kind: 'descriptor', pid, devNo, fd: Number(fd), line };
    }
    case 'map':
    case 'on': {
      const devNo = parseDevNo(rest);
      const kind = word === 'map' ? 'mapping' : 'detached-file';
      return devNo === null ? null : { kind, pid, devNo, line };
    }
    case 'uring':
      return { kind: 'io-uring', pid, fileName: rest, line };
    case 'scm':
      return /^\d{1,9}$/.test(rest) ? { kind: 'in-flight', pid, count: Number(rest), line } : null;
    default:
      return null;
  }
}
