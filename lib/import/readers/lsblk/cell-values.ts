import { type DevNo, parseDevNo } from '../../../block/dev-no.ts';
import type { Size } from '../../reading.ts';

const UNITS = 'KMGTPEZ';

/** `1.8T`, `1,8T`, `512B`, or bytes without a unit. */
export function sizeOf(cell: string): Size | null {
  const [, number, unit = ''] = /^(\d{1,20}(?:[.,]\d{1,3})?)([BKMGTPEZ]?)$/.exec(cell) ?? [];
  if (number === undefined) return null;
  const power = unit === 'B' ? 0 : UNITS.indexOf(unit) + 1;
  const bytes = Math.round(Number(number.replace(',', '.')) * 1024 ** (unit === '' ? 0 : power));
  return { bytes, isRounded: unit !== '' && unit !== 'B' };
}

/** Of MAJ:MIN, or of MAJ and MIN where each has a column. */
export function devNoOf(cells: ReadonlyMap<string, string>): DevNo | null {
  const [major, minor] = [cells.get('MAJ'), cells.get('MIN')];
  return parseDevNo(cells.get('MAJ:MIN') ?? (major && minor ? `${major}:${minor}` : ''));
}

/** A whole number from 0; null for what is none. */
export function countOf(cell: string | undefined): number | null {
  return cell !== undefined && /^\d{1,15}$/.test(cell) ? Number(cell) : null;
}
