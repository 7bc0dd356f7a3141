/** What a dump has that cannot be, said once for each sort of it, however often it occurs. */
export function createNotes() {
  const sentences = new Set<string>();
  const ofThins = new Map<string, { readonly first: number; readonly ids: Set<number>; isMore: boolean }>();
  return {
    once: (sentence: string): void => {
      sentences.add(sentence);
    },
    /** What is so of a thin ID. */
    note: (what: string, thinId: number): void => {
      const known = ofThins.get(what) ?? { first: thinId, ids: new Set<number>(), isMore: false };
      if (known.ids.size < MOST_COUNTED) known.ids.add(thinId);
      else known.isMore = !known.ids.has(thinId) || known.isMore;
      ofThins.set(what, known);
    },
    inWords: (): readonly string[] => [
      ...sentences,
      ...[...ofThins].map(([what, { first, ids, isMore }]) => {
        const others = ids.size - 1;
        if (others === 0) return `thin ID ${first} ${what}`;
        return `thin ID ${first} ${what}; so ${others === 1 ? 'does another' : `do ${isMore ? 'more than ' : ''}${others} others`}`;
      }),
    ],
  };
}

const MOST_COUNTED = 10_000;
