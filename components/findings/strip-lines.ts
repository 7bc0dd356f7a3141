import type { Finding, Severity } from '../../lib/findings/finding.ts';

/** So many lines the strip has of itself, and so many when all are asked for: more nobody reads on a page. */
const FEW = 3;
const MOST = 200;

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  notice: 'Notice',
};

/** The findings that have a line: the first ones, and always the selected one, in the last place if it is further down. */
export function stripLines(
  found: readonly Finding[],
  selectedId: string | null,
  isWhole: boolean,
): readonly Finding[] {
  const room = isWhole ? MOST : FEW;
  if (found.length <= room) return found;
  const selected = found.findIndex(({ id }) => id === selectedId);
  const last = found[selected >= room ? selected : room - 1];
  return last ? [...found.slice(0, room - 1), last] : [];
}

/** The one after the selected one, the first after the last one; null when there is none. */
export function findingAfter(found: readonly Finding[], selectedId: string | null): Finding | null {
  const at = found.findIndex(({ id }) => id === selectedId);
  return found[at + 1] ?? found[0] ?? null;
}
