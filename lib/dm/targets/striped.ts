import { formatSectors } from '../../text/size.ts';
import type { TargetDevice, TargetStatus, TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  type Cursor,
  cursorOver,
  fail,
  finishStatus,
  finishTable,
  takeCount,
  takeDevice,
  takeGroup,
  takeNumber,
} from './argument-cursor.ts';
import { counted, listed, sectorsInWords } from './wording.ts';

export type StripedTable = TargetTable & { readonly stripeCount: number; readonly chunkSectors: number };

/** Devices with, for each, whether the kernel has counted an I/O error on it. */
export type StripedStatus = TargetStatus & {
  readonly stripes: readonly { readonly device: string; readonly hasErrors: boolean }[];
};

/** `<num devs> <chunk size> [<dev path> <offset>]+`: striped.rst. */
function parseTable(args: readonly string[]): Understood<StripedTable> {
  const cursor = cursorOver(args);
  const stripeCount = takeCount(cursor, 'stripes', 2);
  const chunkSectors = takeNumber(cursor, 'the chunk size in sectors');
  const devices: TargetDevice[] = [];
  for (let i = 0; i < stripeCount; i++) {
    const device = takeDevice(cursor, `the device of stripe ${i + 1}`);
    const startSector = takeNumber(cursor, `the start sector of stripe ${i + 1}`);
    devices.push({ device, role: 'stripe', startSector });
  }
  return finishTable(cursor, () => ({
    stripeCount,
    chunkSectors,
    devices,
    summary: `Striped over ${counted(stripeCount, 'device')} without redundancy, chunks of ${formatSectors(chunkSectors)}.`,
    facts: [
      { label: 'Stripes', value: String(stripeCount) },
      { label: 'Chunk size', value: sectorsInWords(chunkSectors) },
    ],
  }));
}

/** `<n> <dev>×n 1 <health>`, one character a stripe: `A` alive, `D` had errors (stripe_status in dm-stripe.c). */
function parseStatus(args: readonly string[]): Understood<StripedStatus> {
  const cursor = cursorOver(args);
  const devices = takeGroup(cursor, 'stripes');
  const health = takeHealth(cursor, devices.length);
  const stripes = devices.map((device, i) => ({ device, hasErrors: health[i] !== 'A' }));
  const bad = stripes.flatMap((stripe, i) => (stripe.hasErrors ? [String(i + 1)] : []));
  return finishStatus(cursor, (more) => ({
    stripes,
    health: bad.length > 0 ? 'failed' : 'ok',
    badge: bad.length > 0 ? `${bad.length}/${stripes.length} errors` : null,
    summary:
      bad.length > 0
        ? `I/O errors on ${counted(bad.length, 'stripe')} of ${stripes.length} (number ${listed(bad)}): what is stored there cannot be read.`
        : `No I/O errors on any of the ${counted(stripes.length, 'stripe')}.`,
    facts: [{ label: 'Health', value: health }, ...more],
  }));
}

function takeHealth(cursor: Cursor, count: number): string {
  const [health = ''] = takeGroup(cursor, 'health words');
  if (health.length !== count) fail(cursor, `expected ${count} health characters, found ${health.length}`);
  return health;
}

export const striped: TargetType<StripedTable, StripedStatus> = {
  name: 'striped',
  purpose: 'Spreads data over several devices in turn, chunk by chunk (RAID 0).',
  parseTable,
  parseStatus,
};
