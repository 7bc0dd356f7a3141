import type { Parsed, Problem } from '../problem.ts';
import { decodeOctalEscapes } from '../text/escapes.ts';
import { forEachLine } from '../text/lines.ts';
import { type DevNo, parseDevNo } from './dev-no.ts';

/** A process that lives in another mount namespace, and the number of that namespace. */
export type MountNamespace = { readonly pid: number; readonly id: string };

export type MountInfo = {
  readonly mountId: number;
  /** Of the file system; btrfs and others show one of their own, of major 0. */
  readonly devNo: DevNo;
  /** Directory of the file system that is mounted: a subvolume or bind mount; `/` for all of it. */
  readonly root: string;
  readonly mountPoint: string;
  readonly fsType: string;
  /** What was mounted: `/dev/mapper/vg-lv`, `tmpfs`, often empty or wrong for what is no device. */
  readonly source: string;
  readonly options: string;
  readonly superOptions: string;
  /** Read-only here or as a whole. */
  readonly isReadOnly: boolean;
  /** Null for the collector's own. */
  readonly namespace: MountNamespace | null;
  readonly line: number;
};

/**
 * Reads /proc/PID/mountinfo (proc(5)), and the section `mountinfo-other`, where a line `pid=123 ns=4026532201` begins what one
 * process of another mount namespace sees; before the first one may stand `scope all`. Blanks, tabs, newlines and backslashes are `\040`, `\011`, `\012`, `\134`.
 */
export function parseMountinfo(text: string, section = 'mountinfo'): Parsed<readonly MountInfo[]> {
  const value: MountInfo[] = [];
  const problems: Problem[] = [];
  let namespace: MountNamespace | null = null;
  forEachLine(text, (content, line) => {
    const header = /^pid=(\d{1,10}) ns=(\S*)$/.exec(content);
    if (header) {
      namespace = { pid: Number(header[1]), id: header[2] ?? '' };
      return;
    }
    const mount = mountOf(content, line, namespace);
    if (mount) value.push(mount);
    else if (content !== '' && !/^scope (all|own)$/.test(content))
      problems.push({ section, line, message: 'Not a line of mountinfo', text: content });
  });
  return { value, problems };
}

function mountOf(content: string, line: number, namespace: MountNamespace | null): MountInfo | null {
  const fields = content.split(' ');
  const [mountId = '', parentId = '', devText = '', root, mountPoint, options] = fields;
  const dash = fields.indexOf('-', 6);
  const devNo = parseDevNo(devText);
  const fsType = fields[dash + 1];
  if (!devNo || dash < 0 || !fsType || !/^\d{1,15}$/.test(mountId) || !/^\d{1,15}$/.test(parentId))
    return null;
  if (root === undefined || mountPoint === undefined || options === undefined) return null;
  const superOptions = fields.slice(dash + 3).join(' ');
  return {
    mountId: Number(mountId),
    devNo,
    root: decodeOctalEscapes(root),
    mountPoint: decodeOctalEscapes(mountPoint),
    fsType: decodeOctalEscapes(fsType),
    source: decodeOctalEscapes(fields[dash + 2] ?? ''),
    options,
    superOptions,
    isReadOnly: hasReadOnly(options) || hasReadOnly(superOptions),
    namespace,
    line,
  };
}

function hasReadOnly(options: string): boolean {
  return options === 'ro' || options.startsWith('ro,') || options.includes(',ro,') || options.endsWith(',ro');
}
