/** Guests full of cells, one after the other; what came of each cell. */
import { bootGuest } from '../guest.ts';
import { type CellResult, type Extent, tryOut } from './batch.ts';
import type { Cell } from './cell.ts';
import { makeCells, prepareZoo } from './made-cells.ts';
import { startServerInGuest } from './server-in-guest.ts';

export const ZOO_GUEST = {
  disks: 10,
  diskSizeBytes: 24 * 2 ** 30,
  memoryMiB: 6144,
  limitMs: 3_600_000,
  bootLimitMs: 300_000,
};

export type ZooResult = { readonly cells: readonly CellResult[]; readonly unmade: readonly string[] };

export const NO_RESULT: ZooResult = { cells: [], unmade: [] };

export async function runZoo(batches: readonly (readonly Cell[])[], extent: Extent): Promise<ZooResult> {
  const results: CellResult[] = [];
  const unmade: string[] = [];
  for (const cells of batches) {
    const guest = await bootGuest({ name: 'users-zoo', ...ZOO_GUEST });
    try {
      await prepareZoo(guest, cells);
      const all = await makeCells(guest, cells);
      unmade.push(...all.unmade);
      const server = await startServerInGuest(guest);
      results.push(...(await tryOut({ guest, server }, all.made, extent)));
      server.close();
    } finally {
      await guest.down();
    }
  }
  return { cells: results, unmade };
}
