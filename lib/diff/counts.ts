import type { Fate } from './stack-diff.ts';

/** `2 added, 0 removed, 1 changed`. */
export function countsText(fates: Iterable<Fate>): string {
  const kinds = [...fates].map(({ kind }) => kind);
  const count = (wanted: Fate['kind']) => kinds.filter((kind) => kind === wanted).length;
  return `${count('added')} added, ${count('removed')} removed, ${count('changed')} changed`;
}
