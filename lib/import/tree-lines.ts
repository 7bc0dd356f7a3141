import { forEachLine } from '../text/lines.ts';
import { columnsOf } from '../tree/dmsetup-tree-pen.ts';
import { GUIDE_SYMBOLS } from '../tree/dmsetup-tree-symbols.ts';

/**
 * Lines of `dmsetup ls --tree` back into places: how deep each label stands. Line-drawing of a vt100 and of UTF-8 is
 * first turned into ASCII of the same width. In the usual form a level is three columns; with `-o compact` several levels
 * share a line, and a line below one goes on where the label it hangs from ended.
 */
export type TreePlace = { readonly depth: number; readonly label: string; readonly line: number };

/** Width of a branch, and of what joins two labels on one line. */
const BRANCH = 2;
const JOIN = 3;

export function plainGuides(text: string): string {
  const { vt100, utf, ascii } = GUIDE_SYMBOLS;
  let plain = text.replaceAll('\x0f', '').replaceAll('\u00a0', ' ');
  for (const symbols of [vt100, utf]) {
    for (const key of ['single', 'first', 'branch', 'last', 'vertical'] as const) {
      plain = plain.replaceAll(symbols[key].replaceAll('\x0f', ''), ascii[key]);
    }
  }
  return plain;
}

/** Null when some line is no part of such a tree. */
export function treePlaces(text: string): readonly TreePlace[] | null {
  const places: TreePlace[] = [];
  /** Column behind the label of each level, with `compact`; 0 for what had a line of its own. */
  let ends: number[] = [];
  let isTree = true;
  forEachLine(withWholeNames(plainGuides(text).replaceAll('\r', '')), (content, line) => {
    // Of a line that was cut before its label nothing is left but dots.
    if (content.trim() === '' || /^[ |]*\.\.\.$/.test(content)) return;
    const at = startOf(content, ends);
    if (at === null) {
      isTree = false;
      return;
    }
    ends = ends.slice(0, at.depth);
    const labels = labelsOf(content.slice(at.column));
    for (const [index, label] of labels.entries()) {
      places.push({ depth: at.depth + index, label: label.replaceAll(NEWLINE_IN_NAME, '\n'), line });
      const start = index === 0 ? at.column : (ends[at.depth + index - 1] ?? 0) + BRANCH + 1 + JOIN;
      ends[at.depth + index] = labels.length > 1 ? start + columnsOf(label) : 0;
    }
  });
  return isTree && places.length > 0 ? places : null;
}

const NUMBERED = /\(\d{1,10}:\d{1,10}\)(?: \[[^[\]]*\])?$|\.\.\.$/;
const NAME_LINES_AT_MOST = 8;
/** Stands for a newline within a name while the text is taken apart by lines. */
const NEWLINE_IN_NAME = '\x00';

/** A name may hold newlines: where other lines end in a number, one that does not goes on in the next. */
function withWholeNames(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.filter((line) => NUMBERED.test(line)).length * 2 <= lines.length) return text;
  const whole: string[] = [];
  let begun: string[] = [];
  for (const line of lines) {
    begun.push(line);
    if (NUMBERED.test(line) || begun.length >= NAME_LINES_AT_MOST) {
      whole.push(begun.join(NEWLINE_IN_NAME));
      begun = [];
    }
  }
  return [...whole, ...begun].join('\n');
}

/** Where the first label of a line begins, and on which level. */
function startOf(content: string, ends: readonly number[]): { depth: number; column: number } | null {
  let column = 0;
  for (let level = 0; level < 100; level++) {
    const from = Math.max(column, ends[level] ?? 0) + 1;
    const piece = content.slice(from, from + BRANCH);
    const isGuide = content.slice(column, from).trim() === '';
    if (isGuide && (piece === '|-' || piece === '`-')) return { depth: level + 1, column: from + BRANCH };
    if (!(isGuide && (piece === '| ' || piece === '  '))) return level === 0 ? { depth: 0, column: 0 } : null;
    column = from + BRANCH;
  }
  return null;
}

/** The labels of one line: `a (254:1)---b (254:0)-+-c (254:2)`. A name may hold hyphens, so a join follows a bracket. */
function labelsOf(text: string): readonly string[] {
  return text.split(/(?<=[)\]>])(?:---|-\+-)(?=\S| [(<])/);
}
