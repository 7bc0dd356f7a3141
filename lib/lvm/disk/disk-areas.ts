/** Bytes of a device. */
export type DiskArea = { readonly offset: number; readonly length: number };

/** A list of `disk_locn` (lib/format_text/layout.h): offset and size, until one of zeros. Null if it does not end, or cannot be. */
export function readAreas(
  view: DataView,
  from: number,
): { readonly areas: readonly DiskArea[]; readonly end: number } | null {
  const areas: DiskArea[] = [];
  for (let at = from; at + 16 <= view.byteLength; at += 16) {
    const offset = view.getBigUint64(at, true);
    const length = view.getBigUint64(at + 8, true);
    if (offset === 0n && length === 0n) return { areas, end: at + 16 };
    if (offset === 0n) return null;
    if (offset + length > BigInt(Number.MAX_SAFE_INTEGER)) return null;
    areas.push({ offset: Number(offset), length: Number(length) });
  }
  return null;
}
