import type { Parsed, Problem } from '../problem.ts';
import { forEachLine } from '../text/lines.ts';

/** What in the kernel has a device, whether or not anything of it is mounted where somebody could see it. */
export type LiveFileSystem =
  /** A superblock of its own. */
  | { readonly kind: 'file-system'; readonly type: string; readonly kname: string }
  /** A device of a file system over several. */
  | { readonly kind: 'member'; readonly type: string; readonly id: string; readonly kname: string }
  | { readonly kind: 'journal'; readonly kname: string }
  | { readonly kind: 'bcache'; readonly kname: string }
  /** Exported by the kernel (iSCSI, NVMe); the path that it was given. */
  | { readonly kind: 'target'; readonly path: string };

/**
 * Reads the section `live-file-systems`: paths below /sys/fs and /proc/fs whose last part is a block device's name (`ext4/nbd0`,
 * `btrfs/UUID/devices/nbd3`, `jbd2/nbd2`, `bcache/sdb`), and `target /dev/nbd0`.
 */
export function parseLiveFileSystems(
  text: string,
  section = 'live-file-systems',
): Parsed<readonly LiveFileSystem[]> {
  const value = new Map<string, LiveFileSystem>();
  const problems: Problem[] = [];
  forEachLine(text, (content, line) => {
    const found = liveFileSystemOf(content);
    if (found) value.set(JSON.stringify(found), found);
    else if (content !== '')
      problems.push({ section, line, message: 'Not a live file system', text: content });
  });
  return { value: [...value.values()], problems };
}

function liveFileSystemOf(content: string): LiveFileSystem | null {
  const target = /^target (.+)$/.exec(content)?.[1];
  if (target) return { kind: 'target', path: target };
  const [type = '', middle = '', devices, member, ...more] = content.split('/');
  if (type === '' || middle === '' || more.length > 0) return null;
  if (devices === 'devices' && member) return { kind: 'member', type, id: middle, kname: member };
  if (devices !== undefined) return null;
  if (type === 'jbd2') return { kind: 'journal', kname: middle };
  if (type === 'bcache') return { kind: 'bcache', kname: middle };
  return { kind: 'file-system', type, kname: middle };
}
