/** CRC-32 as LVM computes it (lib/misc/crc.c): the usual polynomial, begun with this and not inverted at its end. */
const INITIAL = 0xf597a6cf;

const TABLE = Int32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Of several pieces, one after the other. */
export function lvmChecksum(...pieces: readonly Uint8Array[]): number {
  let crc = INITIAL | 0;
  for (const bytes of pieces) {
    for (let i = 0; i < bytes.length; i++) crc = (TABLE[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return crc >>> 0;
}
