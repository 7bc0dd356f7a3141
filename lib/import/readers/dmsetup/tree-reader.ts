import { parseTreeOptions } from '../../../tree/tree-options.ts';
import type { DeviceFacts, GivenLine, Reader } from '../../reading.ts';
import { type DmsetupCommand, kindOfCommand, parseDmsetupCommand } from './dmsetup-command.ts';
import { ignoredLine, isNone, withText } from './given-lines.ts';
import { type Found, NOTHING_FOUND, noDevicesReading, readingOf } from './reading-of.ts';
import { type Labels, treeLinesOf } from './tree-lines-of.ts';
import { factsOfNode, type TreeNodes, treeNodes } from './tree-nodes.ts';
import { treeLine, withoutLetters } from './tree-place.ts';

/** `dmsetup ls --tree` with any of its options. */
export const treeReader: Reader = {
  kind: 'dmsetup-tree',
  isCommand: (command) => {
    const parsed = parseDmsetupCommand(command);
    return parsed !== null && kindOfCommand(parsed) === 'dmsetup-tree';
  },
  looksLike: (lines) => {
    const hanging = withText(lines)
      .map(treeLine)
      .filter(({ guideEnd }) => guideEnd > 0);
    const numbered = hanging.filter(({ isNumbered }) => isNumbered);
    return numbered.length > 0 && numbered.length * 2 >= hanging.length;
  },
  read: (output) => {
    const command = parseDmsetupCommand(output.command);
    const from = { kind: 'dmsetup-tree', output, command, usual: 'dmsetup ls --tree' } as const;
    if (isNone(output.lines)) return noDevicesReading(from, []);
    return readingOf(from, readTree(withText(output.lines), command), ['mapped']);
  },
};

function readTree(given: readonly GivenLine[], command: DmsetupCommand | null): Found {
  const isTold = command !== null && kindOfCommand(command) === 'dmsetup-tree';
  const list = (isTold && command.options.get('options')) || '';
  const asked = parseTreeOptions(list, { columns: null, isUtf8: true });
  const style = asked.ok ? asked.value : null;
  const labels: Labels =
    style === null || !isTold || style.showsDevice ? 'numbers' : style.showsBlkdevname ? 'either' : 'names';
  if (labels !== 'numbers' && style?.isCompact) return ofCompactNames(given);
  const lines = style?.symbols === 'vt100' ? given.map(withoutLetters) : given;
  const read = treeLinesOf(lines, labels);
  if (read.kept.length === 0) return { ...NOTHING_FOUND, ignored: read.ignored };
  const tree = treeNodes(read, labels !== 'numbers');
  const isInverted = style?.isInverted || isUpsideDown(tree);
  const isPart = read.isPart || tree.isPart || (command?.isFiltered ?? false);
  // Without numbers what is not mapped has no line.
  const isWhole = !isPart && labels !== 'names';
  const showsKnames = tree.nodes.some(({ label }) => label.kname !== null);
  const hasUnread = tree.hasUnread || read.isPart;
  // There a line whose base is not mapped hangs from nothing, and seems to hang from the line before.
  const isDamaged = read.isDamaged || (isInverted && labels === 'names');
  return {
    devices: tree.nodes.map((node) =>
      withoutEdges(factsOfNode(node, { isInverted, isWhole, hasUnread, showsKnames }), isDamaged),
    ),
    ignored: [...read.ignored, ...tree.ignored],
    isPart,
  };
}

function withoutEdges({ bases, ...facts }: DeviceFacts, isDamaged: boolean): DeviceFacts {
  return bases === undefined || isDamaged ? facts : { ...facts, bases };
}

/** A name may hold hyphens, and with `compact` hyphens join the names on one line. */
function ofCompactNames(lines: readonly GivenLine[]): Found {
  const why = 'names on one line cannot be distinguished without numbers';
  return { ...NOTHING_FOUND, ignored: lines.map((line) => ignoredLine(line, why)) };
}

/** What has no name is not mapped and at the bottom: if something hangs from it, and it never hangs from anything, that is on top. */
function isUpsideDown({ tops, lower }: TreeNodes): boolean {
  const isNameless = ({ label }: { label: { name: string } }) => label.name === '';
  return [...tops].some((node) => isNameless(node) && node.below.size > 0) && ![...lower].some(isNameless);
}
