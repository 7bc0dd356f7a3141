import { statusLines, tableLines, usesOf } from '../evidence.ts';
import type { Draft, Rule } from '../finding.ts';
import type { TrackedSplit } from '../tracked-split.ts';
import { hiddenNameOf, hiddenVolumeWord, partOf } from '../words.ts';

/** An image that was split off to be merged again, and that its array does without until then. */
export const trackedSplit: Rule = {
  name: 'tracked-split',
  patience: 'none',
  find: ({ trackedSplits }) => [...trackedSplits.values()].flat().map(draftOf),
};

function draftOf({ array, image, metadata }: TrackedSplit): Draft {
  const word = hiddenVolumeWord(image);
  const parts = metadata ? [image, metadata] : [image];
  return {
    cause: [image.identity],
    severity: 'notice',
    title: `${hiddenNameOf(image)} is a tracked split of ${hiddenNameOf(array)}`,
    devices: [
      partOf(array, 'array'),
      partOf(image, 'split image'),
      ...(metadata ? [partOf(metadata, 'its metadata')] : []),
    ],
    evidence: [...tableLines([array, ...parts]), ...statusLines(array), ...usesOf([image])],
    consequence: `It was split off for separate use (lvconvert --splitmirrors --trackchanges); the array tracks changes meanwhile. Until it is merged, the array has one copy less.`,
    advice: word === null ? [] : [`lvconvert --merge ${word} puts it back.`],
    intent: null,
  };
}
