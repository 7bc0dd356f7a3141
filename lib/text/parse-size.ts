const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  s: 512,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
  p: 1024 ** 5,
};

/** `10G`, `204800s`, `1048576b`: a size in sectors, with LVM's letters; null for what is no whole number of them. */
export function parseSectors(text: string): number | null {
  const [, digits = '', letter = ''] = /^(\d{1,16})([bskmgtp])$/i.exec(text) ?? [];
  const sectors = (Number(digits) * (UNITS[letter.toLowerCase()] ?? 0)) / 512;
  return Number.isSafeInteger(sectors) && sectors > 0 ? sectors : null;
}
