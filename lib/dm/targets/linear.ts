import type { TargetTable, TargetType, Understood } from '../target-type.ts';
import { cursorOver, finishTable, takeDevice, takeNumber } from './argument-cursor.ts';
import { emptyStatus, placeOf } from './wording.ts';

export type LinearTable = TargetTable & { readonly device: string; readonly startSector: number };

/** `<dev path> <offset>`: linear.rst. */
function parseTable(args: readonly string[]): Understood<LinearTable> {
  const cursor = cursorOver(args);
  const device = takeDevice(cursor, 'the device');
  const startSector = takeNumber(cursor, 'the start sector');
  return finishTable(cursor, () => ({
    device,
    startSector,
    devices: [{ device, role: 'data', startSector }],
    summary: `Maps straight onto one device, from ${placeOf(startSector)}.`,
    facts: [{ label: 'Starts at', value: placeOf(startSector) }],
  }));
}

export const linear: TargetType<LinearTable> = {
  name: 'linear',
  purpose: 'Passes every request on to one range of one device.',
  parseTable,
  parseStatus: emptyStatus,
};
