const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** 999.5 would round to 1000, a fourth digit: the next unit takes over there. */
const NEXT_UNIT_FROM = 999.5;

/** Bytes in words, IEC units, three significant digits without trailing zeros: `512 B`, `4 KiB`, `8.04 MiB`, `0.977 KiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 0) return `-${formatBytes(-bytes)}`;
  let value = bytes;
  let unit = 0;
  while (value >= NEXT_UNIT_FROM && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number(value.toPrecision(3))} ${UNITS[unit]}`;
}

/** Sectors of 512 bytes in words. */
export function formatSectors(sectors: number): string {
  return formatBytes(sectors * 512);
}
