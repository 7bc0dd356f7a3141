import type { Rule } from '../finding.ts';
import { leftOverDraft } from '../left-over-draft.ts';
import { nameOf } from '../words.ts';

/** Partition maps that kpartx made and nobody uses. */
export const strayPartitionMaps: Rule = {
  name: 'stray-partition-maps',
  find: (survey) =>
    survey.leftOvers
      .filter(({ kind }) => kind === 'maps')
      .map((leftOver) => {
        const { device, layers, disk } = leftOver;
        const maps = layers.length === 1 ? 'A partition map' : `${layers.length} partition maps`;
        const what = disk?.kind === 'snapshot' ? 'snapshot ' : '';
        const unused =
          layers.length === 1 ? 'is left, and nothing uses it' : 'are left, and nothing uses them';
        return leftOverDraft(leftOver, survey, `${maps} of ${what}${nameOf(device)} ${unused}`);
      }),
};
