import type { LoopDevice } from '../block/parse-losetup.ts';
import type { Snapshot } from '../capture/snapshot.ts';
import type { BlockNode } from './block-devices.ts';
import type { UnidentifiedUser } from './device-users.ts';
import type { Paths } from './paths.ts';

/**
 * Loops and swaps over what dmscope cannot tell the device of: their path is text of another mount namespace, or leads to something
 * else by now. Each may be over any device of its size. And descriptors that one process sent and another has not received: of
 * those nothing is told at all.
 */
export function unidentifiedUsers(
  snapshot: Snapshot,
  nodes: readonly BlockNode[],
  paths: Paths,
): readonly UnidentifiedUser[] {
  const loops = nodes.flatMap(({ kname, loop, sizeBytes }): readonly UnidentifiedUser[] => {
    if (!loop || isIdentified(snapshot, kname)) return [];
    const size = loop.sizeLimitBytes > 0 || sizeBytes === null ? null : sizeBytes + loop.offsetBytes;
    return [{ kind: 'loop', name: kname, path: loop.file, sizeBytes: size }];
  });
  const swaps = snapshot.swaps.flatMap(({ path, isFile, sizeBytes }): readonly UnidentifiedUser[] =>
    isFile || paths.device(path) !== null ? [] : [{ kind: 'swap', name: path, path, sizeBytes }],
  );
  const sockets = (snapshot.openFiles ?? []).flatMap((use): readonly UnidentifiedUser[] =>
    use.kind === 'in-flight' ? [{ kind: 'socket', name: `${use.pid}`, path: '', sizeBytes: null }] : [],
  );
  return [...loops, ...swaps, ...sockets];
}

/** A file that is deleted is no device's node as long as losetup tells the disk that it was on. */
function isIdentified({ loops, loopBackings }: Snapshot, kname: string): boolean {
  if (loopBackings === null) return true;
  const loop = loops.find((each) => each.kname === kname);
  return loop !== undefined && (backingOf(loopBackings, loop) !== null || isDeletedFile(loop));
}

/** What lies at the loop's path, if that is the loop's own file. */
export function backingOf(
  loopBackings: Snapshot['loopBackings'],
  { kname, backInode, backDevNo }: LoopDevice,
): { readonly node: `${number}:${number}` | null } | null {
  const backing = loopBackings?.get(kname);
  const isItsFile = backing?.inode === backInode && backing.fileSystemDevNo === backDevNo;
  return backing && isItsFile ? backing : null;
}

function isDeletedFile({ isDeleted, backDevNo }: LoopDevice): boolean {
  return isDeleted && backDevNo !== null && !backDevNo.startsWith('0:');
}
