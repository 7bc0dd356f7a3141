import { forEachLine } from '../../text/lines.ts';
import { blockErrors } from './block-errors.ts';
import { dmErrors } from './dm-errors.ts';
import type { KnownError } from './known-error.ts';
import { lvmErrors } from './lvm-errors.ts';

/** An answer to an error message that was pasted alone: no device can be shown from it. */
export type ErrorAnswer = {
  /** The line of the message. */
  readonly matched: string;
  readonly meaning: string;
  /** One line to copy, which only reads. */
  readonly ask: string;
};

export const knownErrors: readonly KnownError[] = [...lvmErrors, ...dmErrors, ...blockErrors];

const LONGEST_LINE = 1000;

/** A row of `dmsetup status` or `table`, which has some of the words too. */
const ROW = /^(?:.{1,200}: )?\d+ \d+ [a-z][\w-]*(?: |$)/;

/** What an error message usually means, and what to run to see more; null for a text without one that is known. */
export function errorAnswer(text: string): ErrorAnswer | null {
  let best = knownErrors.length;
  let matched = '';
  forEachLine(text, (line) => {
    const part = line.slice(0, LONGEST_LINE);
    if (ROW.test(part)) return;
    // Only an earlier, so more specific, one is better.
    const found = knownErrors.slice(0, best).findIndex(({ pattern }) => pattern.test(part));
    if (found < 0) return;
    best = found;
    matched = part.trim();
  });
  const known = knownErrors[best];
  return known ? { matched, meaning: known.meaning, ask: known.ask } : null;
}
