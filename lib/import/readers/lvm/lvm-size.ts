import type { Size } from '../../reading.ts';

/** How a command line had sizes printed: `--units`, empty for LVM's own choice. */
export type Units = { readonly units: string };

const LETTERS = 'bkmgtpe';

/**
 * `<9.31t`, `8.00 GiB`, `930,45g`, `8589934592B`, `16777216S`: a size as LVM prints it. It is exact in bytes and sectors only. Capital
 * letters are powers of 1000 only where `--units` has one: old versions print `9.76G` for powers of 1024.
 */
export function lvmSize(text: string, { units }: Units): Size | null {
  const [, less = '', digits = '', printed = ''] =
    /^([<>]?)\s*(\d{1,20}(?:[.,]\d{1,6})?)\s*([bskmgtpe]?)(?:i?b)?$/i.exec(text.trim()) ?? [];
  if (digits === '') return null;
  const unit = printed || /^[bskmgtpe]$/i.exec(units)?.[0] || '';
  const number = Number(digits.replace(',', '.'));
  if (unit === '') return number === 0 ? { bytes: 0, isRounded: false } : null;
  const isSi = /^[KMGTPEH]$/.test(units);
  const bytes = Math.round(number * factorOf(unit.toLowerCase(), isSi ? 1000 : 1024));
  if (!Number.isSafeInteger(bytes)) return null;
  return { bytes, isRounded: !/[bs]/i.test(unit) || less !== '' || !Number.isInteger(number) };
}

function factorOf(letter: string, base: number): number {
  return letter === 's' ? 512 : base ** LETTERS.indexOf(letter);
}

/** `12.34`, `12,34`, `12.34%`; null for an empty cell. */
export function lvmPercent(text: string): number | null {
  const digits = /^(\d{1,3}(?:[.,]\d{1,6})?)\s*%?$/.exec(text.trim())?.[1];
  return digits === undefined ? null : Number(digits.replace(',', '.'));
}
