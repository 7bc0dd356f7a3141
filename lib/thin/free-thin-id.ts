import { MAX_THIN_ID } from './thin-id.ts';

/**
 * An ID that a pool does not have: above all that it has, so that one that was deleted lately is not given anew, else the lowest
 * that is free. Null when all 16,777,216 are taken.
 */
export function freeThinId(taken: Iterable<number>): number | null {
  const ids = new Set(taken);
  let highest = -1;
  for (const id of ids) highest = Math.max(highest, id);
  if (highest < MAX_THIN_ID) return highest + 1;
  for (let id = 0; id <= MAX_THIN_ID; id++) if (!ids.has(id)) return id;
  return null;
}
