import { shownDevNo } from '../block/dev-no.ts';
import { printableHostText } from '../text/host-text.ts';
import { utcText } from '../text/time-text.ts';
import { standingOf } from '../tree/all-tree.ts';
import { numbersOf } from '../tree/dmsetup-tree.ts';
import { drawTree } from '../tree/dmsetup-tree-drawing.ts';
import { linkTree } from '../tree/dmsetup-tree-links.ts';
import { neighbourhood } from '../tree/neighbourhood.ts';
import type { TreeOptions } from '../tree/tree-options.ts';
import { countsText } from './counts.ts';
import { type DeviceDiff, differences, type StackDiff } from './stack-diff.ts';

/**
 * A difference as a tree with a mark in front of each line, as diff has it: `+` added, `-` removed, `~` changed, and in words how.
 * Only what differs is shown, with all that stands on it and all it stands on.
 */
const MARKS: Readonly<Record<DeviceDiff['kind'], string>> = {
  added: '+',
  removed: '-',
  changed: '~',
  same: ' ',
};

/** Stands between guides and label, where the mark is taken from; no name shown here has it. */
const MARK_FOLLOWS = '\x01';

export function* renderDiff(
  diff: StackDiff,
  names: { readonly before: string; readonly after: string },
  options: TreeOptions,
): Generator<string> {
  const changes = differences(diff);
  yield `--- ${headline(names.before, diff.before)}\n+++ ${headline(names.after, diff.after)}\n`;
  if (changes.size > 0) {
    const part = neighbourhood(diff.union, [...changes.keys()]);
    const links = linkTree(part, { isListed: () => true, isShown: () => true });
    const text = drawTree(
      links,
      { ...options, isCompact: false, widthColumns: null },
      ({ devNo, device }) => {
        if (device === undefined) return `${MARK_FOLLOWS} ${shownDevNo(devNo)}`;
        const change = changes.get(devNo);
        const kname = device.kname === device.name ? null : device.kname;
        const isNumbered = device.name !== devNo && change?.kind !== 'removed';
        const numbers = isNumbered ? numbersOf(devNo, kname, options) : '';
        const standing = standingOf(device);
        const told =
          change && change.words.length > 0 ? `: ${change.words.map(printableHostText).join(', ')}` : '';
        return `${MARK_FOLLOWS}${MARKS[change?.kind ?? 'same']}${printableHostText(device.name)}${numbers}${standing === '' ? '' : ` [${standing}]`}${told}`;
      },
    );
    for (const chunk of text) yield chunk.replace(/^(.*?)\x01(.)(.*)$/gm, '$2 $1$3');
  }
  yield `${countsText(changes.values())}\n`;
  if (diff.notCompared.length > 0) yield `not compared: ${diff.notCompared.join(', ')}\n`;
}

function headline(name: string, { name: host, timeSeconds }: StackDiff['before']): string {
  const time = timeSeconds === 0 ? 'time unknown' : utcText(timeSeconds * 1000);
  return printableHostText(`${name}  ${host === '' ? 'host unknown' : host}  ${time}`);
}
