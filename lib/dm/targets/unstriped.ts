import { formatSectors } from '../../text/size.ts';
import type { TargetTable, TargetType, Understood } from '../target-type.ts';
import { cursorOver, finishTable, takeDevice, takeNumber } from './argument-cursor.ts';
import { counted, emptyStatus, sectorsInWords } from './wording.ts';

export type UnstripedTable = TargetTable & {
  readonly stripeCount: number;
  readonly chunkSectors: number;
  /** From 0. */
  readonly stripe: number;
  readonly device: string;
  readonly startSector: number;
};

/** `<number of stripes> <chunk size> <stripe #> <dev_path> <offset>`: unstriped.rst. */
function parseTable(args: readonly string[]): Understood<UnstripedTable> {
  const cursor = cursorOver(args);
  const stripeCount = takeNumber(cursor, 'the number of stripes');
  const chunkSectors = takeNumber(cursor, 'the chunk size in sectors');
  const stripe = takeNumber(cursor, 'the stripe');
  const device = takeDevice(cursor, 'the striped device');
  const startSector = takeNumber(cursor, 'the start sector');
  return finishTable(cursor, () => ({
    stripeCount,
    chunkSectors,
    stripe,
    device,
    startSector,
    devices: [{ device, role: 'data', startSector }],
    summary: `Shows only stripe ${stripe} of a device with ${counted(stripeCount, 'stripe')}, chunks of ${formatSectors(chunkSectors)}.`,
    facts: [
      { label: 'Stripe', value: `${stripe}, counted from 0, of ${stripeCount}` },
      { label: 'Chunk size', value: sectorsInWords(chunkSectors) },
    ],
  }));
}

export const unstriped: TargetType<UnstripedTable> = {
  name: 'unstriped',
  purpose: 'Takes one stripe out of a striped device.',
  parseTable,
  parseStatus: emptyStatus,
};
