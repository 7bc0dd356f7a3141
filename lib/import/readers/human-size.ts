import type { Size } from '../reading.ts';

const UNITS = 'BKMGTPEZ';

/** `10G`, `1.0T`, `10 GB`, `29,3G`: rounded unless it is in bytes. Null for what is no size. */
export function sizeOf(text: string): Size | null {
  const match = /^(\d{1,19})(?:[.,](\d{1,6}))?(?: ?([BKMGTPEZ])(?:iB|B)?)?$/i.exec(text.trim());
  if (!match) return null;
  const [, digits = '', fraction = '', unit = 'B'] = match;
  const power = UNITS.indexOf(unit.toUpperCase());
  const bytes = Math.round(Number(`${digits}.${fraction || '0'}`) * 1024 ** power);
  return { bytes, isRounded: power > 0 && bytes > 0 };
}
