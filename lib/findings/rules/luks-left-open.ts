import type { Rule } from '../finding.ts';
import { leftOverDraft } from '../left-over-draft.ts';
import { layerWord, nameOf } from '../words.ts';

/** LUKS opened over a snapshot, a volume or an image, and nothing uses it. On the host's own disks that is its business. */
export const luksLeftOpen: Rule = {
  name: 'luks-left-open',
  find: (survey) =>
    survey.leftOvers
      .filter(({ kind }) => kind === 'crypt')
      .map((leftOver) => {
        const { device, disk } = leftOver;
        const layer = layerWord(device) === 'LUKS' ? 'LUKS' : 'Encryption';
        const what = disk?.kind === 'snapshot' ? 'snapshot ' : '';
        const over = disk ? ` over ${what}${nameOf(disk.carrier)}` : '';
        return leftOverDraft(
          leftOver,
          survey,
          `${layer} ${nameOf(device)} is open${over}, and nothing uses it`,
        );
      }),
};
