import type { TargetTable, TargetType, Understood } from '../target-type.ts';
import { cursorOver, finishTable, takeDevice } from './argument-cursor.ts';
import { emptyStatus } from './wording.ts';

export type SnapshotOriginTable = TargetTable & { readonly origin: string };

/** `<origin>`: snapshot.rst. */
function parseTable(args: readonly string[]): Understood<SnapshotOriginTable> {
  const cursor = cursorOver(args);
  const origin = takeDevice(cursor, 'the origin device');
  return finishTable(cursor, () => ({
    origin,
    devices: [{ device: origin, role: 'origin', startSector: null }],
    summary: 'Origin of snapshots: before it is overwritten here, data is copied into the snapshots.',
    facts: [],
  }));
}

export const snapshotOrigin: TargetType<SnapshotOriginTable> = {
  name: 'snapshot-origin',
  purpose: 'Stands over a device that has snapshots and lets each keep what is about to be overwritten.',
  parseTable,
  parseStatus: emptyStatus,
};
