import { type DevNo, parseDevNo } from '../../../block/dev-no.ts';

/** Of MAJ:MIN, or of MAJ and MIN where each has a column. */
export function devNoOf(cells: ReadonlyMap<string, string>): DevNo | null {
  const [major, minor] = [cells.get('MAJ'), cells.get('MIN')];
  return parseDevNo(cells.get('MAJ:MIN') ?? (major && minor ? `${major}:${minor}` : ''));
}

/** A whole number from 0; null for what is none. */
export function countOf(cell: string | undefined): number | null {
  return cell !== undefined && /^\d{1,15}$/.test(cell) ? Number(cell) : null;
}
