/** Beginnings of disks that LVM and sfdisk wrote in the lab (e2e/lab/scenarios/lvm-on-disk.sh). */
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { BlockSource } from './block-source.ts';

const folder = new URL('fixtures/', import.meta.url);

/** `segments-1` of segments-1.img.gz. */
export function recordedDisk(name: string): Uint8Array {
  return new Uint8Array(gunzipSync(readFileSync(new URL(`${name}.img.gz`, folder))));
}

export function recordedDisks(): readonly string[] {
  return readdirSync(folder).map((file) => file.replace('.img.gz', ''));
}

/** Bytes as a source, and behind them as many zeros as there have to be. */
export function sourceOver(bytes: Uint8Array, sizeBytes = bytes.length): BlockSource {
  return {
    sizeBytes,
    read: async (buffers, offset) => {
      let at = offset;
      for (const buffer of buffers) {
        const room = Math.max(0, Math.min(buffer.length, sizeBytes - at));
        buffer.fill(0, 0, room);
        buffer.set(bytes.subarray(at, at + room));
        at += room;
      }
      return at - offset;
    },
  };
}
