import { type PoolRule, poolDraft, poolName, thinLines } from '../pool-survey.ts';

/** Of its blocks so little is a thin's own that removing it makes no room. */
const NEXT_TO_NOTHING = 0.01;

/** Thins whose removal would be for nothing, if room is what is wanted. */
export const freesNothing: PoolRule = {
  name: 'thin-frees-nothing',
  find: (survey) => {
    const found = survey.explored.thins.filter(({ contents }) => {
      const own = contents?.exclusiveBlocks ?? null;
      const mapped = contents?.mappedBlocks ?? 0;
      return own !== null && mapped > 0 && own < mapped * NEXT_TO_NOTHING;
    });
    if (found.length === 0) return [];
    const which = found.length === 1 ? `thin ID ${found[0]?.thinId}` : `one of ${found.length} thins`;
    return [
      poolDraft(survey, {
        cause: 'frees nothing',
        severity: 'notice',
        title: `Removing ${which} of pool ${poolName(survey)} frees next to nothing`,
        evidence: thinLines(survey, found),
        consequence:
          'They share nearly all their blocks with others: a block is free when the last that shares it is gone.',
      }),
    ];
  },
};
