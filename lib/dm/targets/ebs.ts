import { formatSectors } from '../../text/size.ts';
import type { TargetTable, TargetType, Understood } from '../target-type.ts';
import { cursorOver, finishTable, hasMore, takeDevice, takeNumber } from './argument-cursor.ts';
import { emptyStatus, placeOf, sectorsInWords } from './wording.ts';

export type EbsTable = TargetTable & {
  readonly device: string;
  readonly startSector: number;
  readonly emulatedSectors: number;
  /** Null: the device's own logical block size. */
  readonly underlyingSectors: number | null;
};

/** `<dev path> <offset> <emulated sectors> [<underlying sectors>]`: dm-ebs.rst. */
function parseTable(args: readonly string[]): Understood<EbsTable> {
  const cursor = cursorOver(args);
  const device = takeDevice(cursor, 'the device');
  const startSector = takeNumber(cursor, 'the start sector');
  const emulatedSectors = takeNumber(cursor, 'the emulated block size in sectors');
  const underlyingSectors = hasMore(cursor)
    ? takeNumber(cursor, 'the underlying block size in sectors')
    : null;
  const underlying =
    underlyingSectors === null ? 'its own block size' : `blocks of ${formatSectors(underlyingSectors)}`;
  return finishTable(cursor, () => ({
    device,
    startSector,
    emulatedSectors,
    underlyingSectors,
    devices: [{ device, role: 'data', startSector }],
    summary: `Shows blocks of ${formatSectors(emulatedSectors)} on a device with ${underlying}.`,
    facts: [
      { label: 'Emulated block size', value: sectorsInWords(emulatedSectors) },
      { label: 'Starts at', value: placeOf(startSector) },
    ],
  }));
}

export const ebs: TargetType<EbsTable> = {
  name: 'ebs',
  purpose: 'Lets a device with large blocks be used as if it had smaller ones.',
  parseTable,
  parseStatus: emptyStatus,
};
