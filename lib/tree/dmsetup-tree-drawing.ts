import type { TreeLinks, TreeNode } from './dmsetup-tree-links.ts';
import { endLine, makePen, type Pen, put, take } from './dmsetup-tree-pen.ts';
import { GUIDE_SYMBOLS, type GuideSymbols } from './dmsetup-tree-symbols.ts';
import type { TreeOptions } from './tree-options.ts';

/**
 * Unfolds a graph into lines with dmsetup's geometry (dmsetup.c, `_display_tree_walk_children`). dmsetup remembers for
 * each level whether more follows and how wide the last node there was, and does not touch that memory when it shows
 * nothing for a node; the odd lines of `nodevice` and `compact` come from there, so the memory is kept the same way.
 * An unfolding can be exponential: it is given out in chunks, and what is kept does not grow with it.
 */
type Guides = {
  readonly symbols: GuideSymbols;
  /** Per level: whether the last node shown there has siblings to come. */
  readonly hasMore: boolean[];
  /** Per level: its width, with `compact`; otherwise 0. */
  readonly widths: number[];
};

type Level = { readonly nodes: readonly TreeNode[]; next: number };

/** What to call a node, as host text; null for one that is not shown, though what is below it is. */
export type LabelOf = (node: TreeNode) => string | null;

/** dmsetup has room for a hundred levels, and keeps one for targets that it never shows. */
const LEVELS = 99;
const CHUNK_LENGTH = 1 << 16;

/** The tree as host text, in chunks of about 64 KiB. */
export function* drawTree(links: TreeLinks, options: TreeOptions, labelOf: LabelOf): Generator<string> {
  const guides: Guides = { symbols: GUIDE_SYMBOLS[options.symbols], hasMore: [], widths: [] };
  const pen = makePen(options.widthColumns);
  const label = remember(labelOf);
  const levels: Level[] = [{ nodes: options.isInverted ? links.bottoms : links.tops, next: 0 }];
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    const node = level.nodes[level.next];
    if (!node) {
      levels.pop();
      continue;
    }
    level.next += 1;
    const below = options.isInverted ? node.holders : node.bases;
    const text = label(node);
    if (text !== null) {
      const place = { depth: levels.length - 1, isLast: level.next === level.nodes.length };
      drawNode(pen, guides, { ...place, text, isCompact: options.isCompact, hasBelow: below.length > 0 });
    }
    if (levels.length < LEVELS && below.length > 0) levels.push({ nodes: below, next: 0 });
    if (pen.text.length >= CHUNK_LENGTH) yield take(pen);
  }
  if (pen.text !== '') yield take(pen);
}

type Placed = {
  readonly depth: number;
  readonly isLast: boolean;
  readonly text: string;
  readonly isCompact: boolean;
  readonly hasBelow: boolean;
};

function drawNode(pen: Pen, guides: Guides, placed: Placed): void {
  guides.hasMore[placed.depth] = !placed.isLast;
  guides.widths[placed.depth] = 0;
  const isFirstOnLine = pen.column === 1;
  if (!placed.isCompact || isFirstOnLine) drawGuides(pen, guides, placed.depth);
  const start = pen.column;
  if (placed.isCompact && !isFirstOnLine) {
    put(pen, placed.isLast ? guides.symbols.single : guides.symbols.first);
  }
  put(pen, placed.text);
  if (placed.isCompact) guides.widths[placed.depth] = pen.column - start;
  if (!placed.isCompact || !placed.hasBelow) endLine(pen);
}

function drawGuides(pen: Pen, guides: Guides, depth: number): void {
  const { symbols, hasMore, widths } = guides;
  for (let level = 0; level < depth; level++) {
    put(pen, ' '.repeat((widths[level] ?? 0) + 1));
    const isMore = hasMore[level + 1] ?? false;
    if (level === depth - 1) put(pen, isMore ? symbols.branch : symbols.last);
    else put(pen, isMore ? symbols.vertical : symbols.empty);
  }
}

function remember(labelOf: LabelOf): LabelOf {
  const labels = new Map<TreeNode, string | null>();
  return (node) => {
    const known = labels.get(node);
    if (known !== undefined) return known;
    const label = labelOf(node);
    labels.set(node, label);
    return label;
  };
}
