import { printableHostText } from '../../text/host-text.ts';
import type { Rule } from '../finding.ts';
import { leftOverDraft } from '../left-over-draft.ts';
import { nameOf } from '../words.ts';

/** A network block device that is connected, and nothing uses it: a disk image that was looked into. */
export const nbdLeft: Rule = {
  name: 'nbd-left',
  find: (survey) =>
    survey.leftOvers
      .filter(({ kind }) => kind === 'nbd')
      .map((leftOver) => {
        const [file] = leftOver.device.nbd?.files ?? [];
        const served = file === undefined ? '' : ` to ${printableHostText(file)}`;
        const title = `${nameOf(leftOver.device)} is connected${served}, and nothing uses it`;
        return leftOverDraft(leftOver, survey, title);
      }),
};
