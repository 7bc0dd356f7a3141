import type { GivenLine, IgnoredLine } from '../../reading.ts';
import { type TreePlace, treePlaces } from '../../tree-lines.ts';
import { ignoredLine, WHY, whyNoOutput, withoutRemark } from './given-lines.ts';
import { type TreeLine, treeLine } from './tree-place.ts';

/** The lines of a text that are a tree's, and where they stand in it; all others are ignored. */
export type TreeLines = {
  readonly kept: readonly TreeLine[];
  /** Their numbers are those of `kept`, from 1. */
  readonly places: readonly TreePlace[];
  readonly ignored: readonly IgnoredLine[];
  /** A line of the tree itself could not be read. */
  readonly isPart: boolean;
  /** Guides were damaged, so that what stands on what is not sure. */
  readonly isDamaged: boolean;
};

/** What a label of the tree is known by, as far as the command says. */
export type Labels = 'numbers' | 'names' | 'either';

export const WHY_OF_TREE = {
  cut: 'the line was cut',
  noNumber: 'no device number at its end',
  guides: 'its guides do not fit',
} as const;

export function treeLinesOf(lines: readonly GivenLine[], labels: Labels): TreeLines {
  const ignored: IgnoredLine[] = [];
  const all = lines.map((line) => (labels === 'names' ? lineByName(line) : treeLine(line)));
  let isPart = false;
  const found = all.filter((tree, i) => {
    const why = whyNotKept(tree, labels, { before: all[i - 1], after: all[i + 1] });
    if (why !== null) {
      ignored.push(ignoredLine(tree.line, why));
      isPart ||= why !== WHY.prose || labels !== 'numbers';
    } else if (tree.remark !== null) {
      ignored.push({ text: tree.remark, at: tree.line.at, why: WHY.remark });
    }
    return why === null;
  });
  const indent = indentOf(found);
  const moved = indent === 0 ? found : found.map((tree) => shifted(tree, indent));
  const places = placesOf(moved, labels);
  const isCut = isPart || moved.some((tree) => tree.isCut);
  // What a cut line of `compact` lost may be of any level.
  if (places !== null)
    return { kept: moved, places, ignored, isPart, isDamaged: isCut && places.length > moved.length };
  const kept = moved.filter((tree) => {
    const fits = treePlaces(tree.text) !== null;
    if (!fits) ignored.push(ignoredLine(tree.line, WHY_OF_TREE.guides));
    return fits;
  });
  return { kept, places: placesOf(kept, labels) ?? [], ignored, isPart: true, isDamaged: true };
}

/** A line without a number gets the mark of one that was cut, so that it is not taken for the first half of a name. */
function placesOf(lines: readonly TreeLine[], labels: Labels): readonly TreePlace[] | null {
  const isWhole = (tree: TreeLine) => labels !== 'numbers' || tree.isNumbered || tree.isCut;
  return treePlaces(lines.map((tree) => (isWhole(tree) ? tree.text : `${tree.text}...`)).join('\n'));
}

function lineByName(line: GivenLine): TreeLine {
  const { line: bare, remark } = withoutRemark(line);
  return { ...treeLine(bare), line, remark: remark?.text ?? null };
}

type Around = { readonly before: TreeLine | undefined; readonly after: TreeLine | undefined };

function whyNotKept(tree: TreeLine, labels: Labels, { before, after }: Around): string | null {
  const label = tree.text.slice(tree.guideEnd);
  if (/^[\s|]*\.\.\.$/.test(label)) return WHY_OF_TREE.cut;
  // Whatever hangs from a guide, or was cut, has its place in the tree, even when it cannot be read.
  if (tree.guideEnd > 0) return null;
  if (whyNoOutput(tree.line.text) !== null) return WHY.prose;
  const hasBelow = after !== undefined && after.guideEnd > 0;
  if (tree.isCut) return hasBelow || /^\S+(?: [(<]|\.\.\.$)/.test(tree.text) ? null : WHY_OF_TREE.cut;
  if (labels === 'numbers' && !tree.isNumbered) {
    // It may be a root: what hangs below must not go to the root before it.
    const followsRoot = before !== undefined && before.guideEnd === 0 && before.isNumbered;
    return hasBelow && followsRoot ? null : WHY.prose;
  }
  // Prose may end in a number or name as well; a name with blanks is believed where something hangs from it.
  const name = label.trim().replace(/ [(<[].*$/, '');
  return / /.test(name) && !hasBelow ? WHY.prose : null;
}

/** Blanks before all lines. The root of an inverted tree may begin with one of its own, where its name would be. */
function indentOf(lines: readonly TreeLine[]): number {
  let least = Number.POSITIVE_INFINITY;
  let isNameless = true;
  for (const { text, guideEnd } of lines) {
    if (guideEnd > 0) continue;
    const indent = text.length - text.trimStart().length;
    if (indent < least) [least, isNameless] = [indent, true];
    if (indent === least) isNameless &&= /^[(<]/.test(text.trimStart());
  }
  if (least === Number.POSITIVE_INFINITY || least === 0) return 0;
  return isNameless ? least - 1 : least;
}

function shifted(tree: TreeLine, indent: number): TreeLine {
  const width = Math.min(indent, tree.text.length - tree.text.trimStart().length);
  return {
    ...tree,
    text: tree.text.slice(width),
    guideEnd: tree.guideEnd === 0 ? 0 : tree.guideEnd - width,
  };
}
