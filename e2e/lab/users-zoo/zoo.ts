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
  for (const [at, cells] of batches.entries()) {
    const began = performance.now();
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
      // It takes an hour: whoever waits, or looks where it ended, is told how far it came.
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(`users' zoo: guest ${at + 1} of ${batches.length}, ${cells.length} cells, ${seconds} s`);
    }
  }
  return { cells: results, unmade };
}
