const UNITS = [
  [2 ** 40, 'TiB'],
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
] as const;

/** A size or offset in the largest unit in which it is a whole number, so that nothing of it is lost: `1 MiB`, `4100 KiB`, `512 B`. */
export function wholeUnits(bytes: number): string {
  const unit = UNITS.find(([size]) => bytes >= size && bytes % size === 0);
  return unit ? `${bytes / unit[0]} ${unit[1]}` : `${bytes} B`;
}

/** As LVM writes it, with dashes; what is none stays as it is. */
export function dashedUuid(uuid: string): string {
  return uuid.replace(/^(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})$/s, '$1-$2-$3-$4-$5-$6-$7');
}
