import { wholeLabels } from '../../cut-names.ts';
import type { DeviceFacts, DeviceRef, IgnoredLine } from '../../reading.ts';
import { readTreeLabel, type TreeLabel } from '../../tree-label.ts';
import { refOf, toldOnly } from './reading-of.ts';
import { type TreeLines, WHY_OF_TREE } from './tree-lines-of.ts';
import type { TreeLine } from './tree-place.ts';

/**
 * The devices of a tree. A device that stands in several places is one. Of a tree with lines missing only those edges are
 * told that its guides leave no doubt about, and of a device with nothing below it nothing is said.
 */
export type TreeNode = {
  readonly label: TreeLabel;
  readonly ref: DeviceRef;
  readonly at: number;
  readonly below: Set<TreeNode>;
  readonly above: Set<TreeNode>;
  /** In some place all that is below it could be read. */
  isComplete: boolean;
};

export type TreeNodes = {
  readonly nodes: readonly TreeNode[];
  readonly tops: ReadonlySet<TreeNode>;
  readonly lower: ReadonlySet<TreeNode>;
  readonly ignored: readonly IgnoredLine[];
  /** Lines are missing or were cut. */
  readonly isPart: boolean;
  /** There are places in it whose device is not known. */
  readonly hasUnread: boolean;
};

/** A device in one of its places. */
type Place = { readonly node: TreeNode | null; hasUnread: boolean };

/** dmsetup shows no deeper levels (MAX_DEPTH in dmsetup.c). */
const DEEPEST = 98;

/** `isByName`: labels need no number. */
export function treeNodes({ places, kept }: TreeLines, isByName: boolean): TreeNodes {
  const labels = places.map(({ label }) => readTreeLabel(normalLabel(label)));
  const whole = wholeLabels(labels);
  const nodes = new Map<string, TreeNode>();
  const [tops, lower] = [new Set<TreeNode>(), new Set<TreeNode>()];
  const ignored: IgnoredLine[] = [];
  const path: Place[] = [];
  /** Whether the last one of a level was said to be its last. */
  const closed: boolean[] = [];
  let [isOfUnread, hasUnread] = [false, false];
  let isPart = labels.some(({ isCut }) => isCut);
  const leave = (depth: number) => {
    while (path.length > depth) {
      const place = path.pop();
      if (place?.node && !place.hasUnread) place.node.isComplete = true;
    }
  };
  for (const [index, { depth, line }] of places.entries()) {
    const given = kept[line - 1];
    if (!given) continue;
    const label = whole(labels[index] as TreeLabel);
    const isOrphan = depth > path.length || (depth > 0 && closed[depth] === true);
    isPart ||= isOrphan;
    leave(depth);
    while (path.length < depth) path.push({ node: null, hasUnread: true });
    const isRead = isByName || given.isNumbered || given.isCut;
    const node = isRead ? nodeOf(label, given, nodes) : null;
    if (!node) ignored.push({ ...given.line, why: isRead ? WHY_OF_TREE.cut : WHY_OF_TREE.noNumber });
    hasUnread ||= !node || depth >= DEEPEST;
    const parent = path[depth - 1];
    if (parent && !node) parent.hasUnread = true;
    if (parent?.node && node && !isOrphan) {
      parent.node.below.add(node);
      node.above.add(parent.node);
    }
    if (node) (depth === 0 ? tops : lower).add(node);
    // Behind a line without a number, one without guides may be its rest, and what follows is below something else.
    const isDoubtful = isOfUnread && given.guideEnd === 0;
    path.push({ node: isDoubtful ? null : node, hasUnread: depth >= DEEPEST });
    isOfUnread = !node && given.guideEnd > 0;
    closed.length = Math.min(closed.length, depth + 1);
    // Behind the first label of a line, with `compact`, nothing says whether it is the last of its level.
    const isFirst = places[index - 1]?.line !== line;
    closed[depth] = isFirst && given.guideEnd > 0 && given.text[given.guideEnd - 2] === '`';
  }
  leave(0);
  return { nodes: [...nodes.values()], tops, lower, ignored, isPart: isPart || hasUnread, hasUnread };
}

function nodeOf(label: TreeLabel, given: TreeLine, nodes: Map<string, TreeNode>): TreeNode | null {
  const isKnown = label.devNo !== null || label.kname !== null || (label.name !== '' && !label.isNameCut);
  if (!isKnown) return null;
  const key = label.devNo ?? label.kname ?? `name:${label.name}`;
  const known = nodes.get(key);
  if (known) return known;
  const ref = refOf({
    devNo: label.devNo,
    kname: label.kname,
    dmName: label.isNameCut ? null : label.name,
    dmUuid: label.uuid,
  });
  if (!ref) return null;
  const node: TreeNode = {
    label,
    ref,
    at: given.line.at,
    below: new Set(),
    above: new Set(),
    isComplete: false,
  };
  nodes.set(key, node);
  return node;
}

/** The empty name of what is not mapped keeps a blank, which a paste may lose; and `(dm-3)` is `<dm-3>`. */
function normalLabel(label: string): string {
  const spaced = /^[(<]/.test(label) ? ` ${label}` : label;
  return spaced.replace(/ \((dm-\d+)\)(?=$| \[)/, ' <$1>');
}

/**
 * `isWhole`: whether what is not below a device is not there. In an inverted tree its bases are in any place, so that one
 * which could not be read may be of it.
 */
export function factsOfNode(
  node: TreeNode,
  {
    isInverted,
    isWhole,
    hasUnread,
    showsKnames,
  }: { isInverted: boolean; isWhole: boolean; hasUnread: boolean; showsKnames: boolean },
): DeviceFacts {
  const { label, ref, at } = node;
  if (label.name === '') return { ref, at };
  const under = [...(isInverted ? node.above : node.below)].map((base) => base.ref);
  const isTold = (isInverted ? !hasUnread : node.isComplete) && (under.length > 0 || isWhole);
  const dm = toldOnly({
    openCount: label.openCount,
    isSuspended: label.isSuspended,
    isReadOnly: label.isReadOnly,
    hasKname: showsKnames && label.kname === null && !label.isCut ? false : null,
  });
  return { ref, at, dm, ...(isTold ? { bases: under } : {}) };
}
