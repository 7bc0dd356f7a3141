import { crc32From } from '../../block/crc32.ts';

/** LVM's CRC-32 (lib/misc/crc.c): begun with this, and not inverted at its end. */
const INITIAL = 0xf597a6cf;

/** Of several pieces, one after the other. */
export function lvmChecksum(...pieces: readonly Uint8Array[]): number {
  return pieces.reduce(crc32From, INITIAL);
}
