import { constants, readvSync } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import type { Understood } from '../../lib/dm/target-type.ts';
import type { BlockSource } from '../../lib/lvm/disk/block-source.ts';
import { printableHostText } from '../../lib/text/host-text.ts';
import { devNoOf } from '../block-device-number.ts';
import { reasonOf } from '../reason-of.ts';
import { suspendedBelow } from './suspended-below.ts';

export type OpenSource = BlockSource & {
  readonly path: string;
  readonly close: () => Promise<void>;
  /** Tells files apart whatever they are called. */
  readonly inode: string;
};

/** readv takes no more at once (IOV_MAX). */
const MOST_BUFFERS = 1024;

/**
 * A regular file or a block device, read-only. A device that is suspended, or that stands on one that is, is not opened: that
 * would never come back, and whoever opened it could not be killed.
 */
export async function openBlockSource(path: string): Promise<Understood<OpenSource>> {
  const failed = (reason: string) =>
    ({ ok: false, reason: `${printableHostText(path)}: ${reason}` }) as const;
  try {
    const before = await stat(path);
    if (!before.isFile() && !before.isBlockDevice()) return failed('it is neither a file nor a block device');
    const suspended = before.isBlockDevice() ? suspendedBelow(devNoOf(before.rdev)) : null;
    if (suspended !== null)
      return failed(`${suspended} is suspended, and reading would wait for it without end`);
    const file = await open(path, constants.O_RDONLY);
    const now = await file.stat();
    if (now.ino !== before.ino || now.dev !== before.dev || now.rdev !== before.rdev) {
      await file.close();
      return failed('it was replaced while it was being opened');
    }
    const sizeBytes = now.isFile() ? now.size : await deviceSize(devNoOf(now.rdev));
    const inode = now.isFile() ? `${now.dev}:${now.ino}` : `device ${now.rdev}`;
    const read: BlockSource['read'] = async (buffers, offset) => readWhole(file.fd, buffers, offset);
    return { ok: true, value: { path, sizeBytes, inode, read, close: () => file.close() } };
  } catch (error) {
    return failed(reasonOf(error));
  }
}

/**
 * Reads in this thread, since handing each read to another and back costs more than the read on a busy machine; whoever reads much
 * lets others have their turn in between.
 */
function readWhole(file: number, buffers: readonly Uint8Array[], offset: number): number {
  let done = 0;
  for (let left = buffers; left.length > 0; ) {
    const got = readvSync(file, left.slice(0, MOST_BUFFERS), offset + done);
    if (got === 0) break;
    done += got;
    left = skipped(left, got);
  }
  return done;
}

function skipped(buffers: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let left = bytes;
  return buffers.flatMap((buffer) => {
    const from = Math.min(left, buffer.length);
    left -= from;
    return from === buffer.length ? [] : [buffer.subarray(from)];
  });
}

async function deviceSize(devNo: string): Promise<number> {
  return Number(await readFile(`/sys/dev/block/${devNo}/size`, 'latin1')) * 512;
}
