import type { TargetTable, TargetType, Understood } from '../target-type.ts';
import { cursorOver, finishTable, hasMore, takeDevice, takeNumber } from './argument-cursor.ts';
import { emptyStatus } from './wording.ts';

export type ErrorTable = TargetTable & { readonly modelDevice: string | null };

/** Nothing, or `<device> <offset>` of a device whose limits it takes over (newer kernels; io_err_ctr in dm-target.c). */
function parseTable(args: readonly string[]): Understood<ErrorTable> {
  const cursor = cursorOver(args);
  const modelDevice = hasMore(cursor)
    ? takeDevice(cursor, 'the device whose limits it takes, or the end')
    : null;
  const startSector = hasMore(cursor) ? takeNumber(cursor, 'the start sector') : null;
  return finishTable(cursor, () => ({
    modelDevice,
    devices: modelDevice === null ? [] : [{ device: modelDevice, role: 'model', startSector }],
    summary: 'Fails every read and write.',
    facts: [],
  }));
}

export const error: TargetType<ErrorTable> = {
  name: 'error',
  purpose: 'Fails every read and write; it stands where a device is missing, or where one was cut off.',
  parseTable,
  parseStatus: (args) => {
    const empty = emptyStatus(args);
    if (!empty.ok) return empty;
    const summary = 'Every read and write here fails.';
    return { ok: true, value: { health: 'failed', badge: 'I/O errors', summary, facts: [] } };
  },
};
