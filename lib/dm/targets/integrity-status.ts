import { formatSectors } from '../../text/size.ts';
import type { TargetStatus, Understood } from '../target-type.ts';
import { cursorOver, finishStatus, hasMore, takeNumber, takeNumberOrDash } from './argument-cursor.ts';
import { counted, factIf, formatPercent, sectorsInWords, wholePercent } from './wording.ts';

export type IntegrityStatus = TargetStatus & {
  readonly mismatches: number;
  /** Null on older kernels. */
  readonly dataSectors: number | null;
  /** Up to where checksums are recalculated; null when none are, and on older kernels. */
  readonly recalculatedSectors: number | null;
};

/** `<mismatches> [<provided data sectors> [<recalculated sectors|->]]`: dm-integrity.rst. */
export function parseIntegrityStatus(args: readonly string[]): Understood<IntegrityStatus> {
  const cursor = cursorOver(args);
  const mismatches = takeNumber(cursor, 'the number of mismatches');
  const dataSectors = hasMore(cursor) ? takeNumber(cursor, 'the data sectors') : null;
  const recalculatedSectors = hasMore(cursor) ? takeNumberOrDash(cursor, 'the recalculated sectors') : null;
  const fields = { mismatches, dataSectors, recalculatedSectors };
  return finishStatus(cursor, (more) => ({
    ...fields,
    ...inWords(fields),
    facts: [
      { label: 'Mismatches', value: String(mismatches) },
      ...factIf('Data', dataSectors === null ? null : sectorsInWords(dataSectors)),
      ...factIf('Recalculated', recalculatedSectors === null ? null : sectorsInWords(recalculatedSectors)),
      ...more,
    ],
  }));
}

type Fields = Pick<IntegrityStatus, 'mismatches' | 'dataSectors' | 'recalculatedSectors'>;

function inWords({ mismatches, dataSectors, recalculatedSectors }: Fields) {
  if (mismatches > 0) {
    return {
      health: 'degraded',
      badge: 'corruption',
      summary: `Silent corruption: ${counted(mismatches, 'checksum')} did not match since it was activated.`,
    } as const;
  }
  const none = 'No checksum mismatch since it was activated';
  if (dataSectors !== null && recalculatedSectors !== null && recalculatedSectors < dataSectors) {
    const ratio = { part: recalculatedSectors, whole: dataSectors };
    return {
      health: 'busy',
      badge: `recalc ${wholePercent(ratio)}`,
      summary: `${none}; checksums are being calculated: ${formatPercent(ratio)} of ${formatSectors(dataSectors)} done.`,
    } as const;
  }
  return { health: 'ok', badge: null, summary: `${none}.` } as const;
}
