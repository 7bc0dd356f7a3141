import type { TargetTable, TargetType, Understood } from '../target-type.ts';
import { cursorOver, finishTable } from './argument-cursor.ts';
import { emptyStatus } from './wording.ts';

/** No arguments: zero.rst. */
function parseTable(args: readonly string[]): Understood<TargetTable> {
  return finishTable(cursorOver(args), () => ({
    devices: [],
    summary: 'Reads give zeros; writes are thrown away.',
    facts: [],
  }));
}

export const zero: TargetType = {
  name: 'zero',
  purpose: 'A device of zeros that forgets what is written to it.',
  parseTable,
  parseStatus: emptyStatus,
};
