import type { Fate } from './stack-diff.ts';

/** `2 came, 0 went, 1 changed`. */
export function countsText(fates: Iterable<Fate>): string {
  const kinds = [...fates].map(({ kind }) => kind);
  const count = (wanted: Fate['kind']) => kinds.filter((kind) => kind === wanted).length;
  return `${count('came')} came, ${count('went')} went, ${count('changed')} changed`;
}
